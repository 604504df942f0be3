/**
 * The origin of pages in an app, such as `capacitor://localhost`, `tauri://localhost` or `chrome-extension://<id>`. All files of a
 * machine share the origin of `file:`, so it names no app.
 */
const APP_ORIGIN = /^(?!file:)[a-z][a-z\d+.-]*:\/\/[\w-][\w.-]*(?::\d{1,5})?$/;

const WEB = /^https?:/;

/** Scheme, host and port and nothing else, as a browser sends it. The host of a URL may be `*`, that of an origin may not. */
export function isOrigin(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const { protocol, origin } = new URL(value);
  if (WEB.test(protocol)) return origin === value && !value.includes('*');
  // Other schemes with an origin, such as `ws:` and `ftp:`, are those of no page.
  return origin === 'null' && APP_ORIGIN.test(value);
}
