import { InvalidValue } from '../shared/common.errors.js';

/** NIST SP 800-63B-4 §3.1.1.2 asks for at least 64; a cap keeps the work per request bounded. */
const MAX_LENGTH = 128;

/** What adds nothing to be seen on its own: marks, and characters that a font may leave out. */
const MARKS = /[\p{M}\p{Default_Ignorable_Code_Point}]+/gu;

/**
 * A password on its way to the hasher: exactly what was sent but for one NFKC normalisation, the same at registration,
 * change and login (NIST SP 800-63B-4 §3.1.1.2). Nothing is trimmed, cut or case-folded.
 *
 * The text sits in a private field, so that neither a logger nor `JSON.stringify` can print it.
 */
export class Password {
  readonly #normalized: string;

  /**
   * Unicode code points, the fewer of those typed and those hashed: `ﷺ` is one character to type and 18 once it is normalised, `e`
   * with an accent apart is two and then one. Marks in a row count as one, so that a letter under a pile of accents is not long.
   */
  readonly length: number;

  private constructor(raw: string) {
    this.#normalized = raw.normalize('NFKC');
    this.length = Math.min(lengthOf(raw), lengthOf(this.#normalized));
  }

  /** @throws InvalidValue */
  static parse(raw: string, path = 'password'): Password {
    if (!Password.isValid(raw)) throw new InvalidValue(path, Password.RULE);
    return new Password(raw);
  }

  /**
   * The longest length holds for what is typed and for what is hashed, mark by mark. Lone surrogates are refused because all of them
   * become U+FFFD in UTF-8: two passwords would be one.
   */
  static isValid(raw: string): boolean {
    return raw !== '' && raw.isWellFormed() && isShort(raw) && isShort(raw.normalize('NFKC'));
  }

  static readonly RULE = `must be 1 to ${MAX_LENGTH} Unicode characters`;

  reveal(): string {
    return this.#normalized;
  }
}

function isShort(text: string): boolean {
  return [...text].length <= MAX_LENGTH;
}

function lengthOf(text: string): number {
  return [...text.replace(MARKS, '\u0301')].length;
}
