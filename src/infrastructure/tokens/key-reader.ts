import type { VerificationKey } from './jwt-key.js';
import { UnusableKey } from './unusable-key.js';

export interface KeyProblem {
  readonly variable: string;
  readonly message: string;
}

/** Reads keys from variables. It continues after an unusable key, so that all problems are reported at once. */
export class KeyReader {
  readonly problems: KeyProblem[] = [];
  private readonly kids = new Set<string>();

  read<Key extends VerificationKey>(variable: string, create: () => Key): Key | undefined {
    return this.attempt(variable, 'must', create);
  }

  readAll<Key extends VerificationKey>(
    variable: string,
    members: readonly string[],
    create: (member: string) => Key,
  ): Key[] {
    return members
      .map((member, index) => this.attempt(variable, `number ${index + 1} must`, () => create(member)))
      .filter((key) => key !== undefined);
  }

  private attempt<Key extends VerificationKey>(
    variable: string,
    must: string,
    create: () => Key,
  ): Key | undefined {
    try {
      return this.admit(create());
    } catch (error) {
      if (!(error instanceof UnusableKey)) throw error;
      this.problems.push({ variable, message: `${must} ${error.message}` });
      return undefined;
    }
  }

  /** Refuses a key that is listed twice, also under two algorithms: its id does not depend on the algorithm (RFC 8725 §3.1). */
  private admit<Key extends VerificationKey>(key: Key): Key {
    if (this.kids.has(key.kid)) throw new UnusableKey('differ from the keys before it');
    this.kids.add(key.kid);
    return key;
  }
}
