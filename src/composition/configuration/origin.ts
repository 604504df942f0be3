/**
 * The origin of pages in an app, such as `capacitor://localhost`, `tauri://localhost` or `chrome-extension://<id>`. All files of a
 * machine share the origin of `file:`, so it names no app.
 */
const APP_ORIGIN = /^(?!file:)[a-z][a-z\d+.-]*:\/\/[\w-][\w.-]*(?::\d{1,5})?$/;

const WEB = /^https?:/;

/**
 * Whether the value is a scheme, a host and a port, and nothing else, as a browser sends it. The host of a URL may be `*`, but
 * the host of an origin may not.
 */
export function isOrigin(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const { protocol, origin } = new URL(value);
  if (WEB.test(protocol)) return origin === value && !value.includes('*');
  // URLs of other schemes can have an origin, such as `ws:` and `ftp:`, but no page has such an origin.
  return origin === 'null' && APP_ORIGIN.test(value);
}
