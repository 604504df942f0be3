import type { Insertable, Selectable } from 'kysely';
import type { DisplayName } from '../../../domain/user/display-name.js';
import { EmailAddress } from '../../../domain/user/email-address.js';
import type { PasswordHash } from '../../../domain/user/password-hasher.port.js';
import type { Role } from '../../../domain/user/role.js';
import { User } from '../../../domain/user/user.js';
import { toUserId } from '../../../domain/user/user-id.js';
import type { UserStatus } from '../../../domain/user/user-status.js';
import type { StoredUser } from '../user-rewrites.js';
import type { PersistenceTables } from './persistence-tables.js';

export type UserRow = Selectable<PersistenceTables['users']>;

export function toUserRow(user: User): Omit<Insertable<PersistenceTables['users']>, 'revision'> {
  const state = user.snapshot();
  return {
    id: state.id,
    email: state.email.value,
    name: state.name ?? null,
    roles: JSON.stringify(state.roles),
    status: state.status,
    password_hash: state.passwordHash ?? null,
    email_verified_at: state.emailVerifiedAt ?? null,
    version: state.version,
    created_at: state.createdAt,
    updated_at: state.updatedAt,
  };
}

export function toStoredUser(row: UserRow): StoredUser {
  return { user: toUser(row), revision: Number(row.revision) };
}

export function toUser(row: UserRow): User {
  return User.rehydrate({
    id: toUserId(row.id),
    email: EmailAddress.rehydrate(row.email),
    name: (row.name ?? undefined) as DisplayName | undefined,
    roles: JSON.parse(row.roles) as Role[],
    status: row.status as UserStatus,
    passwordHash: (row.password_hash ?? undefined) as PasswordHash | undefined,
    emailVerifiedAt: row.email_verified_at === null ? undefined : new Date(row.email_verified_at),
    version: Number(row.version),
    createdAt: new Date(row.created_at),
    updatedAt: new Date(row.updated_at),
  });
}
