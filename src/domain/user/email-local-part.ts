// Letters and digits of any script (RFC 6531) and the atom characters of RFC 5322. The class excludes the separator, so matching
// takes linear time.
const ATOMS = /^[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+(?:\.[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+)*$/u;

const WORDS = /[\p{L}\p{M}]+/gu;

/** İ becomes `i̇` in lower case, which is displayed like `i`. */
const DOTTED_TWICE = /\p{Soft_Dotted}\u0307/u;

/**
 * The part before the @ in lower case and NFC, or `undefined` if the text could be spelled in another way. Only the mail server
 * of the mailbox knows which spellings it treats as equal, so the following are refused:
 *
 * - compatibility forms, such as full-width letters and ligatures (as PRECIS does for identifiers, RFC 8264 §9.17);
 * - letters that change when they are converted to capitals and back: ß, ı, ſ, or a final sigma within a word;
 * - a combining dot on a letter that already has one.
 */
export function canonicalLocalPart(raw: string): string | undefined {
  const text = lowerCase(raw);
  const isTheOneSpelling =
    text === text.normalize('NFKC') && text === lowerCase(text.toUpperCase()) && !DOTTED_TWICE.test(text);
  return ATOMS.test(text) && isTheOneSpelling ? text : undefined;
}

/** Word by word, because a sigma at the end of a word becomes a final sigma, and JavaScript treats `a.b` as one word. */
function lowerCase(text: string): string {
  const lower = text.normalize('NFC').replace(WORDS, (word) => word.toLowerCase());
  return lower.normalize('NFC');
}
