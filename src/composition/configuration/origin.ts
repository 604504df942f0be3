/** Scheme, host and port and nothing else, as a browser sends it. The host of a URL may be `*`, that of an origin may not. */
export function isOrigin(value: string): boolean {
  return URL.canParse(value) && new URL(value).origin === value && !value.includes('*');
}
