import { Schema } from 'mongoose';
import { Session } from '../../../domain/session/session.js';
import type { SessionId } from '../../../domain/session/session-id.js';
import type { SessionWithOwner } from '../../../domain/session/session-repository.port.js';
import type { UserId } from '../../../domain/user/user-id.js';
import { EXPIRY_GRACE_SECONDS, type IndexSpecification } from '../../connections/mongo/mongo-index.js';
import { unchanged } from '../../connections/mongo/unchanged.js';
import { toUser, USER_COLLECTION, type UserDocument } from './user.document.js';

/** The fields that a rotation changes. `null` means absent, because an update keeps the old value of a field that it omits. */
interface RotatedFields {
  generation: number;
  rotations: { from: number; to: number; at: Date }[];
  lastUsedAt: Date;
  expiresAt: Date;
  device: { userAgent: string | null; ipAddress: string | null };
}

export interface SessionDocument extends RotatedFields {
  _id: SessionId;
  userId: UserId;
  nonce: string;
  createdAt: Date;
  absoluteExpiresAt: Date;
  /** The id of the `deleteByUser` call that is deleting this session. Only that call returns its id; no other call finds it. */
  endedBy: string | null;
}

export interface SessionWithOwnerDocument extends SessionDocument {
  /** At most one, because `_id` is unique. */
  owner: UserDocument[];
}

/** The stage of an aggregation that adds the owner to a session. */
export const withOwner = {
  $lookup: { from: USER_COLLECTION, localField: 'userId', foreignField: '_id', as: 'owner' },
} as const;

const rotation = { from: Number, to: Number, at: Date, _id: false };

export const sessionSchema = new Schema<SessionDocument>(
  {
    _id: String,
    userId: String,
    nonce: String,
    generation: Number,
    rotations: [rotation],
    createdAt: Date,
    lastUsedAt: Date,
    expiresAt: Date,
    absoluteExpiresAt: Date,
    device: { userAgent: String, ipAddress: String },
    endedBy: String,
  },
  { collection: 'sessions', strict: 'throw', strictQuery: 'throw', versionKey: false },
);

export function toRotatedFields(session: Session): RotatedFields {
  const { generation, rotations, lastUsedAt, expiresAt, device } = session.snapshot();
  return unchanged({
    generation,
    rotations: rotations.map(({ from, to, at }) => ({ from, to, at })),
    lastUsedAt,
    expiresAt,
    device: { userAgent: device.userAgent ?? null, ipAddress: device.ipAddress ?? null },
  });
}

export function toDocument(session: Session): SessionDocument {
  const { id, userId, nonce, createdAt, absoluteExpiresAt } = session.snapshot();
  const fields = { _id: id, userId, nonce, createdAt, absoluteExpiresAt, endedBy: null };
  return { ...unchanged(fields), ...toRotatedFields(session) };
}

export function toSession({ _id, endedBy: _endedBy, device, ...fields }: SessionDocument): Session {
  return Session.rehydrate({
    ...fields,
    id: _id,
    device: { userAgent: device.userAgent ?? undefined, ipAddress: device.ipAddress ?? undefined },
  });
}

export function toSessionWithOwner({ owner, ...session }: SessionWithOwnerDocument): SessionWithOwner {
  const [user] = owner;
  return { session: toSession(session), owner: user && toUser(user) };
}

const sessions = { slot: 'persistence', collection: 'sessions' };

export const sessionIndexes: readonly IndexSpecification[] = [
  { ...sessions, name: 'user', keys: { userId: 1 } },
  { ...sessions, name: 'expiry', keys: { expiresAt: 1 }, expireAfterSeconds: EXPIRY_GRACE_SECONDS },
];
