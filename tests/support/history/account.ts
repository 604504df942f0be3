import type { Tokens } from './operations.js';

/** A session as its client knows it. */
export class Session {
  readonly tokens: Tokens[];

  constructor(first: Tokens) {
    this.tokens = [first];
  }

  get newest(): Tokens {
    return this.tokens.reduce((one, other) => (other.generation > one.generation ? other : one));
  }

  /** The one before, or the only one. */
  get older(): Tokens {
    const { newest, tokens } = this;
    return tokens.findLast(({ generation }) => generation === newest.generation - 1) ?? newest;
  }
}

/** An account as its owner knows it. */
export class Account {
  readonly sessions: Session[] = [];
  /** More than one if nobody knows whether a change was carried out. */
  passwords: string[];
  readonly formerPasswords: string[] = [];
  roles: readonly string[] = ['user'];
  /** One change of the roles after the other, and none after one with an unknown outcome: each is to change something. */
  rolesAreChanging = false;

  constructor(
    readonly user: string,
    readonly email: string,
    password: string,
  ) {
    this.passwords = [password];
  }

  password(isFormer: boolean): string {
    const known = this.passwords.at(-1) ?? '';
    return isFormer ? (this.formerPasswords.at(-1) ?? known) : known;
  }
}
