import type { Insertable, Selectable } from 'kysely';
import type { Rotation } from '../../../domain/session/rotation.js';
import { Session } from '../../../domain/session/session.js';
import { toSessionId } from '../../../domain/session/session-id.js';
import type { SessionWithOwner } from '../../../domain/session/session-repository.port.js';
import { toUserId } from '../../../domain/user/user-id.js';
import type { PersistenceTables } from './persistence-tables.js';
import { toUser, type UserRow } from './user-row.js';

type SessionRow = Selectable<PersistenceTables['sessions']>;

/** The columns of the owner beside those of the session. The id is that of the session's user. */
export const ownerColumns = [
  'users.email',
  'users.name',
  'users.roles',
  'users.status',
  'users.password_hash',
  'users.email_verified_at',
  'users.version',
  'users.revision',
  'users.created_at as owner_created_at',
  'users.updated_at',
] as const;

type SessionWithOwnerRow = SessionRow &
  Omit<UserRow, 'id' | 'created_at'> & { readonly owner_created_at: UserRow['created_at'] };

export function toSessionRow(session: Session): Insertable<PersistenceTables['sessions']> {
  const state = session.snapshot();
  return {
    id: state.id,
    user_id: state.userId,
    nonce: state.nonce,
    generation: state.generation,
    rotations: JSON.stringify(state.rotations.map(({ from, to, at }) => [from, to, at.getTime()])),
    created_at: state.createdAt,
    last_used_at: state.lastUsedAt,
    expires_at: state.expiresAt,
    absolute_expires_at: state.absoluteExpiresAt,
    user_agent: state.device.userAgent ?? null,
    ip_address: state.device.ipAddress ?? null,
  };
}

export function toSession(row: SessionRow): Session {
  return Session.rehydrate({
    id: toSessionId(row.id),
    userId: toUserId(row.user_id),
    nonce: row.nonce,
    generation: Number(row.generation),
    rotations: toRotations(row.rotations),
    createdAt: new Date(row.created_at),
    lastUsedAt: new Date(row.last_used_at),
    expiresAt: new Date(row.expires_at),
    absoluteExpiresAt: new Date(row.absolute_expires_at),
    device: { userAgent: row.user_agent ?? undefined, ipAddress: row.ip_address ?? undefined },
  });
}

export function toSessionWithOwner(row: SessionWithOwnerRow): SessionWithOwner {
  const owner = toUser({ ...row, id: row.user_id, created_at: row.owner_created_at });
  return { session: toSession(row), owner };
}

function toRotations(json: string): Rotation[] {
  const records = JSON.parse(json) as [from: number, to: number, at: number][];
  return records.map(([from, to, at]) => ({ from, to, at: new Date(at) }));
}
