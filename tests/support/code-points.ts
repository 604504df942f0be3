import fc from 'fast-check';

const LAST = 0x10ffff;
const SURROGATES = { first: 0xd800, count: 0x800 };

/** Every code point up to `last`, in descending order, so that no high surrogate forms a pair with a low one. */
export function everyCodePoint(last = LAST): string {
  const { fromCodePoint } = String;
  let text = '';
  for (let codePoint = last; codePoint >= 0; codePoint -= 1) text += fromCodePoint(codePoint);
  return text;
}

/**
 * Any code point except the surrogates. The unit `binary` of fast-check means the same, but spends a second on a table of
 * all code points.
 */
export const anyCodePoint = fc
  .nat({ max: LAST - SURROGATES.count })
  .map((index) => String.fromCodePoint(index < SURROGATES.first ? index : index + SURROGATES.count));
