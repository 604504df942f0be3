import { InvalidValue } from '../shared/common.errors.js';

/** NIST SP 800-63B-4 §3.1.1.2 asks for at least 64; a cap keeps the work per request bounded. */
const MAX_LENGTH = 128;

/**
 * A password on its way to the hasher: exactly what was sent but for one NFKC normalisation, the same at registration,
 * change and login (NIST SP 800-63B-4 §3.1.1.2). Nothing is trimmed, cut or case-folded.
 *
 * The text sits in a private field, so that neither a logger nor `JSON.stringify` can print it.
 */
export class Password {
  readonly #normalized: string;

  /** Unicode code points, as typed. */
  readonly length: number;

  private constructor(raw: string) {
    this.#normalized = raw.normalize('NFKC');
    this.length = [...raw].length;
  }

  /** @throws InvalidValue */
  static parse(raw: string, path = 'password'): Password {
    if (!Password.isValid(raw)) throw new InvalidValue(path, Password.RULE);
    return new Password(raw);
  }

  /** Lone surrogates are refused because all of them become U+FFFD in UTF-8: two passwords would be one. */
  static isValid(raw: string): boolean {
    return raw !== '' && raw.isWellFormed() && [...raw].length <= MAX_LENGTH;
  }

  static readonly RULE = `must be 1 to ${MAX_LENGTH} Unicode characters`;

  reveal(): string {
    return this.#normalized;
  }
}
