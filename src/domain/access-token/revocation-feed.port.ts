import type { RevocationStore } from './revocation-store.port.js';

/**
 * Tells a copy of a store of revocations what it has to know. A store that has no feed can have no copy.
 *
 * Contract: `tests/contracts/revocation-feed.contract.test.ts`.
 */
export interface RevocationFeed<Position = unknown> {
  /**
   * Revokes in the copy every revocation that is in force and was acknowledged before this call began. With the position that an
   * earlier call returned, those may be left out that were acknowledged before that call began. More may be repeated, because a
   * copy does not get weaker by that. A position that the store does not know any more, or does not trust, is as good as none.
   *
   * Rejects with `DependencyUnavailable` when the store does not answer. The copy may then have some of them.
   */
  copyTo(copy: RevocationStore, since?: Position): Promise<Position>;
}
