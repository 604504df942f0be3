import { z } from 'zod';
import { toUserId } from '../../../../domain/user/user-id.js';
import type { UserCursor } from '../../../../domain/user/user-repository.port.js';
import { RequestInvalid } from '../../problems/request-invalid.js';

const Position = z.tuple([z.iso.datetime(), z.string()]);

/** The position at which a page of the user list starts. Opaque to clients. */
export function encodeCursor({ createdAt, id }: UserCursor): string {
  return Buffer.from(JSON.stringify([createdAt.toISOString(), id])).toString('base64url');
}

/** @throws RequestInvalid */
export function decodeCursor(cursor: string): UserCursor {
  try {
    const [createdAt, id] = Position.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
    return { createdAt: new Date(createdAt), id: toUserId(id) };
  } catch {
    throw new RequestInvalid([{ path: 'cursor', message: 'must be a nextCursor of this list' }]);
  }
}
