/**
 * What the values of fields look like, as regular expressions of JSON Schema. They use general categories of Unicode and no other
 * property, because few other languages know more. Where they cannot say everything, they allow what the service refuses in rare
 * cases, such as a letter that has two spellings.
 */

const WORD = String.raw`[\p{L}\p{M}\p{N}]+`;
const ATOM = String.raw`[\p{L}\p{M}\p{N}!#$%&'*+/=?^_${'`'}{|}~-]+`;
const LABEL = `${WORD}(?:-+${WORD})*`;
/** Starts with a letter, because a name that ends in a number is an IP address in some spelling. */
const TOP_LEVEL = String.raw`\p{L}[\p{L}\p{M}\p{N}]*(?:-+${WORD})*`;

export const EMAIL_PATTERN = String.raw`^${ATOM}(?:\.${ATOM})*@(?:${LABEL}\.)+${TOP_LEVEL}$`;

/** Neither hidden nor a line break. The two exceptions join letters. */
const WRITTEN = String.raw`(?:[^\p{C}\p{Zl}\p{Zp}\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0]|[\u200c\u200d])`;
const VISIBLE = String.raw`[^\p{Z}\p{C}\p{M}\u115f\u1160\u3164\uffa0]`;

/** At least one character is visible. */
export const DISPLAY_NAME_PATTERN = `^${WRITTEN}*${VISIBLE}${WRITTEN}*$`;
