import { InvalidValue } from '../shared/common.errors.js';

/** NIST SP 800-63B-4 §3.1.1.2 requires at least 64. The limit bounds the work per request. */
const MAX_LENGTH = 128;

/** Characters that are not visible on their own: marks, and characters that a font may omit. */
const MARKS = /[\p{M}\p{Default_Ignorable_Code_Point}]+/gu;

/**
 * A password as it is hashed: exactly as sent, except for one NFKC normalisation, which is the same at registration, change and
 * login (NIST SP 800-63B-4 §3.1.1.2). It is not trimmed, truncated or case-folded.
 *
 * The text is in a private field, so that neither a logger nor `JSON.stringify` can print it.
 */
export class Password {
  readonly #normalized: string;

  /**
   * The number of Unicode code points, typed or normalised, whichever is smaller. `ﷺ` is typed as one and becomes 18; `e` with a
   * separate accent is typed as two and becomes one. Consecutive marks count as one, so that accents cannot add length.
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
   * The maximum length applies to the typed and to the normalised text, with each mark counted. Lone surrogates are refused,
   * because UTF-8 turns all of them into U+FFFD, so that different passwords would be equal.
   */
  static isValid(raw: string): boolean {
    return raw !== '' && raw.isWellFormed() && isShort(raw) && isShort(raw.normalize('NFKC'));
  }

  static readonly RULE = `must be 1 to ${MAX_LENGTH} Unicode characters`;

  /** For two passwords that the same person has just sent. A stored password is compared by its hash. */
  equals(other: Password): boolean {
    return this.#normalized === other.#normalized;
  }

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
