import type { DisplayName } from './display-name.js';
import type { EmailAddress } from './email-address.js';
import type { PasswordHash } from './password-hasher.port.js';
import type { Role } from './role.js';
import type { UserId } from './user-id.js';
import type { UserStatus } from './user-status.js';

export interface UserState {
  readonly id: UserId;
  readonly email: EmailAddress;
  readonly name: DisplayName | undefined;
  readonly roles: readonly Role[];
  readonly status: UserStatus;
  /** Absent for a user without a password, for example with a passkey or an account at another provider. */
  readonly passwordHash: PasswordHash | undefined;
  /** The last time at which the user proved to receive e-mail at the address. Absent before the first proof. */
  readonly emailVerifiedAt: Date | undefined;
  /**
   * Counts the changes that invalidate all earlier access tokens. Each token contains the version at its time of issue, so
   * tokens from before and after a change differ even within the same millisecond.
   */
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export interface NewUser extends Pick<UserState, 'id' | 'email' | 'name' | 'roles' | 'passwordHash'> {
  /** Defaults to `active`. */
  readonly status?: UserStatus | undefined;
}

/** A person who can log in. Immutable: each change returns a new user. */
export class User {
  private constructor(private readonly state: UserState) {}

  static register(user: NewUser, now: Date): User {
    const { status = 'active', roles, ...fields } = user;
    return new User({
      ...fields,
      roles: [...new Set(roles)],
      status,
      emailVerifiedAt: undefined,
      version: 1,
      createdAt: now,
      updatedAt: now,
    });
  }

  /** For repositories: restores a stored user without applying any rule again. */
  static rehydrate(state: UserState): User {
    return new User(state);
  }

  get id(): UserId {
    return this.state.id;
  }

  get email(): EmailAddress {
    return this.state.email;
  }

  get passwordHash(): PasswordHash | undefined {
    return this.state.passwordHash;
  }

  get roles(): readonly Role[] {
    return this.state.roles;
  }

  get status(): UserStatus {
    return this.state.status;
  }

  get version(): number {
    return this.state.version;
  }

  get isActive(): boolean {
    return this.state.status === 'active';
  }

  /** Whether the claims of a token with this version are still correct. */
  stillHonours(version: number): boolean {
    return this.isActive && version === this.state.version;
  }

  /** For repositories and read models: the whole state. */
  snapshot(): UserState {
    return this.state;
  }

  rename(name: DisplayName | undefined, now: Date): User {
    return this.with({ name, updatedAt: now });
  }

  changePassword(passwordHash: PasswordHash, now: Date): User {
    return this.with({ passwordHash, updatedAt: now }).invalidateTokens(now);
  }

  /** Replaces the hash of the same password. Returns the user unchanged if the password has been changed meanwhile. */
  upgradeHash(from: PasswordHash, to: PasswordHash): User {
    return this.state.passwordHash === from ? this.with({ passwordHash: to }) : this;
  }

  changeRoles(roles: readonly Role[], now: Date): User {
    return sameRoles(roles, this.state.roles)
      ? this
      : this.with({ roles: [...new Set(roles)] }).invalidateTokens(now);
  }

  changeStatus(status: UserStatus, now: Date): User {
    return status === this.state.status ? this : this.with({ status }).invalidateTokens(now);
  }

  /** Invalidates every access token issued so far. */
  invalidateTokens(now: Date): User {
    return this.with({ version: this.state.version + 1, updatedAt: now });
  }

  private with(changes: Partial<UserState>): User {
    return new User({ ...this.state, ...changes });
  }
}

function sameRoles(some: readonly Role[], others: readonly Role[]): boolean {
  return some.every((role) => others.includes(role)) && others.every((role) => some.includes(role));
}
