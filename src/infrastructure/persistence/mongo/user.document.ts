import { Schema } from 'mongoose';
import type { DisplayName } from '../../../domain/user/display-name.js';
import { EmailAddress } from '../../../domain/user/email-address.js';
import type { PasswordHash } from '../../../domain/user/password-hasher.port.js';
import type { Role } from '../../../domain/user/role.js';
import { User } from '../../../domain/user/user.js';
import type { UserId } from '../../../domain/user/user-id.js';
import type { UserStatus } from '../../../domain/user/user-status.js';
import type { IndexSpecification } from '../../connections/mongo/mongo-index.js';
import { unchanged } from '../../connections/mongo/unchanged.js';

/** `null` means absent, because an update keeps the old value of a field that it omits. */
interface UserFields {
  email: string;
  name: DisplayName | null;
  roles: Role[];
  status: UserStatus;
  passwordHash: PasswordHash | null;
  emailVerifiedAt: Date | null;
  version: number;
  createdAt: Date;
  updatedAt: Date;
}

export interface UserDocument extends UserFields {
  _id: UserId;
  /** Counts the writes. An update takes effect only if the document still has the revision that was read. */
  revision: number;
}

export const USER_COLLECTION = 'users';

export const userSchema = new Schema<UserDocument>(
  {
    _id: String,
    revision: Number,
    email: String,
    name: String,
    roles: [String],
    status: String,
    passwordHash: String,
    emailVerifiedAt: Date,
    version: Number,
    createdAt: Date,
    updatedAt: Date,
  },
  { collection: USER_COLLECTION, strict: 'throw', strictQuery: 'throw', versionKey: false },
);

export function toFields(user: User): UserFields {
  const { email, name, roles, status, passwordHash, emailVerifiedAt, version, createdAt, updatedAt } =
    user.snapshot();
  return unchanged({
    email: email.value,
    name: name ?? null,
    roles: [...roles],
    status,
    passwordHash: passwordHash ?? null,
    emailVerifiedAt: emailVerifiedAt ?? null,
    version,
    createdAt,
    updatedAt,
  });
}

export function toUser({ _id, revision: _revision, ...fields }: UserDocument): User {
  return User.rehydrate({
    ...fields,
    id: _id,
    email: EmailAddress.rehydrate(fields.email),
    name: fields.name ?? undefined,
    passwordHash: fields.passwordHash ?? undefined,
    emailVerifiedAt: fields.emailVerifiedAt ?? undefined,
  });
}

const users = { slot: 'persistence', collection: USER_COLLECTION };

/** The first index enforces unique addresses. The others serve the list of all users and the lists by role and by status. */
export const userIndexes: readonly IndexSpecification[] = [
  { ...users, name: 'email', keys: { email: 1 }, unique: true },
  { ...users, name: 'list', keys: { createdAt: 1, _id: 1 } },
  { ...users, name: 'list_by_role', keys: { roles: 1, createdAt: 1, _id: 1 } },
  { ...users, name: 'list_by_status', keys: { status: 1, createdAt: 1, _id: 1 } },
];
