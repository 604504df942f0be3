/**
 * The patterns of fields, as regular expressions of JSON Schema. They use only the general categories of Unicode, and no ranges
 * beyond U+FFFF, because the engines of many languages support nothing more. Where a pattern also allows values that the service
 * refuses, the description of the field states the rule.
 */

const WORD = String.raw`[\p{L}\p{M}\p{N}]+`;
const ATOM = String.raw`[\p{L}\p{M}\p{N}!#$%&'*+/=?^_${'`'}{|}~-]+`;
const LABEL = `${WORD}(?:-+${WORD})*`;
/** Starts with a letter, because a name that ends in a number is an IP address in some spelling. */
const TOP_LEVEL = String.raw`\p{L}[\p{L}\p{M}\p{N}]*(?:-+${WORD})*`;

export const EMAIL_PATTERN = String.raw`^${ATOM}(?:\.${ATOM})*@(?:${LABEL}\.)+${TOP_LEVEL}$`;

/** Any character that is neither hidden nor a line break. The two exceptions join letters. */
const WRITTEN = String.raw`(?:[^\p{C}\p{Zl}\p{Zp}\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0]|[\u200c\u200d])`;
const VISIBLE = String.raw`[^\p{Z}\p{C}\p{M}\u115f\u1160\u3164\uffa0]`;

/** At least one character is visible. */
export const DISPLAY_NAME_PATTERN = `^${WRITTEN}*${VISIBLE}${WRITTEN}*$`;
