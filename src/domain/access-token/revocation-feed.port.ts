import type { RevocationStore } from './revocation-store.port.js';

/**
 * Keeps a copy of a revocation store up to date. A store without a feed cannot be copied.
 *
 * Contract: `tests/contracts/revocation-feed.contract.test.ts`.
 */
export interface RevocationFeed<Position = unknown> {
  /**
   * Revokes in the copy every revocation that is in force and was acknowledged before this call began. If the position that an
   * earlier call returned is given, revocations that were acknowledged before that call began may be left out. A revocation may
   * be repeated, because that does not weaken the copy. A position that the store no longer knows or trusts counts as no position.
   *
   * Rejects with `DependencyUnavailable` if the store does not answer. The copy may then have received some of the revocations.
   */
  copyTo(copy: RevocationStore, since?: Position): Promise<Position>;

  /**
   * Yields when it begins to listen, and then soon after each acknowledged revocation, whichever instance made it. Several
   * revocations may share a notification. A notification has no content, because `copyTo` returns what is new. It is only a hint,
   * because the connection may be broken unnoticed: a copy also has to be updated without it.
   *
   * Ends when `signal` is aborted, and immediately if the store cannot notify. Rejects when the connection is lost.
   */
  notifications(signal: AbortSignal): AsyncIterable<unknown>;
}
