/** Returns all values of the cookie. Cookie parsers keep only the first one, which an attacker may have planted. */
export function cookieValues(header: string, name: string): string[] {
  return header
    .split(';')
    .map(withoutBlanks)
    .filter((pair) => pair.startsWith(`${name}=`))
    .map((pair) => pair.slice(name.length + 1));
}

/**
 * Strips spaces and tabs, as browsers do (RFC 6265 §5.2). `String.trim` would also strip U+00A0. For a browser, a name that
 * starts with U+00A0 is a different name without the `__Host-` protection, so a sibling domain may set it.
 */
function withoutBlanks(text: string): string {
  let start = 0;
  let end = text.length;
  while (isBlank(text[start])) start += 1;
  while (end > start && isBlank(text[end - 1])) end -= 1;
  return text.slice(start, end);
}

function isBlank(character: string | undefined): boolean {
  return character === ' ' || character === '\t';
}
