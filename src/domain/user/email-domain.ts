// A label, and at least one more. Every class excludes its separator, so the match takes linear time.
const LABELS =
  /^[\p{L}\p{M}\p{N}]+(?:-+[\p{L}\p{M}\p{N}]+)*(?:\.[\p{L}\p{M}\p{N}]+(?:-+[\p{L}\p{M}\p{N}]+)*)+$/u;

/** A top-level domain is not all digits (RFC 3696 §2): what ends in a number is an IPv4 address, however it is spelled. */
const ENDS_IN_NUMBER = /\.[0-9]+$/;

/**
 * The part behind the @ as DNS knows it: in ASCII, international labels as `xn--…`. The spelling in Unicode depends on tables that
 * change with the years and is not understood by every mail server; this one is the same everywhere. Nothing, where the text is no
 * domain name.
 */
export function canonicalDomain(raw: string): string | undefined {
  // Letter by letter, because a capital sigma would become another letter at the end of a word.
  const name = Array.from(raw, (letter) => letter.toLowerCase())
    .join('')
    .normalize('NFKC');
  // What is not a plain name, such as a port, a percent escape or an address literal, never gets to `URL`.
  const ascii = LABELS.test(name) ? toAscii(name) : '';
  return LABELS.test(ascii) && !ENDS_IN_NUMBER.test(ascii) ? ascii : undefined;
}

/**
 * `URL` does with a host name what browsers do (UTS #46), and refuses a label that is no valid international one, whichever way it is
 * spelled. ß, ς and ı are letters of their own in a domain name (RFC 5894 §7.2): what differs in them is another domain.
 *
 * Node 20 answers `URL.canParse` wrongly for some names once it is compiled, so it is not asked.
 */
function toAscii(name: string): string {
  try {
    return new URL(`http://${name}`).hostname;
  } catch {
    return '';
  }
}
