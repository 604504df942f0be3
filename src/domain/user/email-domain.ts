// Two or more labels. Every character class excludes the separator, so matching takes linear time.
const LABELS =
  /^[\p{L}\p{M}\p{N}]+(?:-+[\p{L}\p{M}\p{N}]+)*(?:\.[\p{L}\p{M}\p{N}]+(?:-+[\p{L}\p{M}\p{N}]+)*)+$/u;

/** A top-level domain is not all digits (RFC 3696 §2). A name that ends in a number is an IPv4 address in some spelling. */
const ENDS_IN_NUMBER = /\.[0-9]+$/;

/**
 * The part after the @ as in DNS: in ASCII, with international labels as `xn--…`. The Unicode spelling depends on tables that
 * change over time, and not every mail server accepts it. The ASCII form is the same everywhere. Returns `undefined` if the text
 * is not a domain name.
 */
export function canonicalDomain(raw: string): string | undefined {
  // Letter by letter, because a capital sigma at the end of a word becomes a different letter.
  const name = Array.from(raw, (letter) => letter.toLowerCase())
    .join('')
    .normalize('NFKC');
  // Anything but a plain name, such as a port, a percent escape or an address literal, is refused before `URL` sees it.
  const ascii = LABELS.test(name) ? toAscii(name) : '';
  return LABELS.test(ascii) && !ENDS_IN_NUMBER.test(ascii) ? ascii : undefined;
}

/**
 * A label that is not ASCII, and its ASCII form. In a name that is ASCII as a whole, `URL` does not look at labels that begin with
 * `xn--` from Node 24 on. With this label before it, all labels are checked in every release.
 */
const INTERNATIONAL = { unicode: 'ß.', ascii: 'xn--zca.' };

/**
 * `URL` processes a host name as browsers do (UTS #46), and refuses an invalid international label in any spelling. ß, ς and ı
 * are distinct letters in domain names (RFC 5894 §7.2): names that differ in them are different domains.
 *
 * `URL.canParse` is not used, because the optimised code of Node 20 returns wrong results for some names.
 */
function toAscii(name: string): string {
  try {
    return new URL(`http://${INTERNATIONAL.unicode}${name}`).hostname.slice(INTERNATIONAL.ascii.length);
  } catch {
    return '';
  }
}
