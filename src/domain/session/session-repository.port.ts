import type { User } from '../user/user.js';
import type { UserId } from '../user/user-id.js';
import type { Session } from './session.js';
import type { SessionId } from './session-id.js';

export interface SessionWithOwner {
  readonly session: Session;
  /** Absent if the user was deleted and the session has not ended yet. */
  readonly owner: User | undefined;
}

/**
 * Keeps sessions. An ended session is a deleted one. Expired sessions may still be found, or may be gone.
 *
 * Every method rejects with `DependencyUnavailable` when the store does not answer.
 * Contract: `tests/contracts/session-repository.contract.test.ts`.
 */
export interface SessionRepository {
  /** If the user was deleted in the meantime, a store may end the session at once. That is not an error. */
  insert(session: Session): Promise<void>;

  findById(id: SessionId): Promise<Session | undefined>;

  /** Also returns the owner, as stored at the time of the call. This takes one round trip if the store can join the two. */
  findWithOwner(id: SessionId): Promise<SessionWithOwner | undefined>;

  findByUser(userId: UserId): Promise<readonly Session[]>;

  /**
   * Compare-and-swap: stores the rotated session if the stored one still has `expectedGeneration`, and returns whether it did.
   * Exactly one of several concurrent calls for one generation succeeds. A deleted session is never stored again.
   */
  replace(rotated: Session, expectedGeneration: number): Promise<boolean>;

  /** Deleting an absent session is not an error. */
  delete(id: SessionId): Promise<void>;

  /**
   * Deletes all sessions of the user except `except`. Resolves to the ids of the sessions that this call deleted, because the
   * caller revokes their access tokens. A session that is stored concurrently is either deleted and returned, or neither.
   */
  deleteByUser(userId: UserId, except?: SessionId): Promise<readonly SessionId[]>;
}
