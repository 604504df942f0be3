import { readFile } from 'node:fs/promises';
import type { BreachedPasswords } from '../../../domain/user/breached-passwords.port.js';
import type { Password } from '../../../domain/user/password.js';

/** The build puts it beside the compiled file, too. It states its source and its licence. */
const LIST = new URL('./common-passwords.json', import.meta.url);

interface List {
  /** For each number of Unicode code points, the passwords of that length, one on each line. */
  readonly passwordsByLength: Readonly<Record<string, string>>;
}

/**
 * An offline list of the passwords that attackers try first. Passwords that are too short to be chosen here are left out. Of 15
 * or more characters, it has more than the 3000 that ASVS 6.2.4 requires. NIST SP 800-63B-4 §3.1.1.2 states no number.
 */
export class CommonPasswords implements BreachedPasswords {
  #entries: Promise<ReadonlySet<string>> | undefined;

  constructor(
    private readonly policy: { readonly minLength: number },
    private readonly file: string | URL = LIST,
  ) {}

  async includes(password: Password): Promise<boolean> {
    // A failure is not cached: the next call reads the list again.
    this.#entries ??= this.#load().catch((error: unknown) => {
      this.#entries = undefined;
      throw error;
    });
    return (await this.#entries).has(password.reveal().toLowerCase());
  }

  async #load(): Promise<ReadonlySet<string>> {
    const { passwordsByLength }: List = JSON.parse(await readFile(this.file, 'utf8'));
    const longEnough = Object.entries(passwordsByLength)
      .filter(([length]) => Number(length) >= this.policy.minLength)
      .flatMap(([, lines]) => lines.split('\n'));
    return new Set(longEnough.map((text) => text.normalize('NFKC').toLowerCase()));
  }
}
