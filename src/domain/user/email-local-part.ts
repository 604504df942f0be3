// Letters and digits of any script (RFC 6531) and the atom characters of RFC 5322. The class excludes the separator, so the
// match takes linear time.
const ATOMS = /^[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+(?:\.[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+)*$/u;

const WORDS = /[\p{L}\p{M}]+/gu;

/** `i̇`, into which İ is lower-cased, is shown as `i`. */
const DOTTED_TWICE = /\p{Soft_Dotted}\u0307/u;

/**
 * The part before the @ in lower case and NFC, or nothing where that is not the one way to write it. Only the mailbox's own server
 * knows which other spellings it takes for the same, so none of the following is guessed at, but refused:
 *
 * - compatibility forms, such as full-width letters and ligatures (as PRECIS does for identifiers, RFC 8264 §9.17);
 * - letters that do not come back when they are written in capitals and then in small letters again: ß, ı, ſ, or a final sigma
 *   within a word;
 * - a dot on a letter that has one.
 */
export function canonicalLocalPart(raw: string): string | undefined {
  const text = lowerCase(raw);
  const isTheOneSpelling =
    text === text.normalize('NFKC') && text === lowerCase(text.toUpperCase()) && !DOTTED_TWICE.test(text);
  return ATOMS.test(text) && isTheOneSpelling ? text : undefined;
}

/** Word by word, because a sigma is a final one at the end of a word, and JavaScript takes `a.b` for one word. */
function lowerCase(text: string): string {
  const lower = text.normalize('NFC').replace(WORDS, (word) => word.toLowerCase());
  return lower.normalize('NFC');
}
