import type { Role } from '../../domain/user/role.js';
import type { User } from '../../domain/user/user.js';
import type { UserId } from '../../domain/user/user-id.js';
import type { UserStatus } from '../../domain/user/user-status.js';

/** The public fields of a user. An allow-list, so that a new field of `User` is not published until it is added here. */
export interface UserProfile {
  readonly id: UserId;
  readonly email: string;
  readonly name: string | null;
  readonly roles: readonly Role[];
  readonly status: UserStatus;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export function toUserProfile(user: User): UserProfile {
  const { id, email, name, roles, status, createdAt, updatedAt } = user.snapshot();
  return { id, email: email.value, name: name ?? null, roles, status, createdAt, updatedAt };
}
