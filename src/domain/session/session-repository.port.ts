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
  /** A store may end the session of a user who was deleted meanwhile at once. That is not an error. */
  insert(session: Session): Promise<void>;

  findById(id: SessionId): Promise<Session | undefined>;

  /** The same with the owner, as stored at the time of the call. One round trip, if the store can join the two. */
  findWithOwner(id: SessionId): Promise<SessionWithOwner | undefined>;

  findByUser(userId: UserId): Promise<readonly Session[]>;

  /**
   * Compare-and-swap: stores the rotated session if the stored one still is of `expectedGeneration`, and tells whether it
   * did. Of concurrent calls for one generation exactly one succeeds; a deleted session never comes back.
   */
  replace(rotated: Session, expectedGeneration: number): Promise<boolean>;

  /** Deleting an absent session is not an error. */
  delete(id: SessionId): Promise<void>;

  /**
   * Deletes all sessions of the user, but for `except`. Resolves to the ids of the sessions that this call deleted. A session
   * that is stored meanwhile is either deleted and named, or neither: the caller revokes the access tokens of each that is named.
   */
  deleteByUser(userId: UserId, except?: SessionId): Promise<readonly SessionId[]>;
}
