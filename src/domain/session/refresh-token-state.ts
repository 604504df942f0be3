import { distanceMs } from '../shared/instant.js';
import { consumedAt, type Rotation } from './rotation.js';
import type { Reuse, SessionPolicy } from './session-policy.js';

/** Without a grace time, concurrent requests with one token within this time count as a race, not as theft. */
const RACE_WINDOW_MS = 1_000;

/**
 * The state of a genuine refresh token:
 * - `current`: the newest token. It is exchanged for its successor.
 * - `retry`: consumed within the grace time, any number of generations ago, by a client that lost the response or by another
 *   tab. It gets the current token.
 * - `lost-race`: consumed a moment ago, without a grace time. It is refused, but nothing ends.
 * - a `Reuse`: consumed earlier. Two parties have tokens of this session, and one of them is not its owner
 *   (RFC 9700 §4.14.2).
 * - `unknown`: newer than the session, for example after a store was restored from a backup.
 */
export type RefreshTokenState = 'current' | 'retry' | 'lost-race' | Reuse | 'unknown';

/** The state of a session that decides about its tokens. */
interface Generations {
  readonly generation: number;
  readonly rotations: readonly Rotation[];
}

/** A token that was consumed further in the future than the grace time is not a retry: the clock was set back. */
export function refreshTokenState(
  presentedGeneration: number,
  { generation, rotations }: Generations,
  policy: SessionPolicy,
  now: Date,
): RefreshTokenState {
  if (presentedGeneration > generation) return 'unknown';
  if (presentedGeneration === generation) return 'current';
  const consumed = consumedAt(rotations, presentedGeneration);
  if (consumed && distanceMs(consumed, now) <= forgivenMs(policy)) {
    return policy.graceMs > 0 ? 'retry' : 'lost-race';
  }
  return presentedGeneration === generation - 1 ? 'unused-successor' : 'used-successor';
}

/** How long a consumed token does not count as reuse. */
export function forgivenMs({ graceMs }: SessionPolicy): number {
  return graceMs > 0 ? graceMs : RACE_WINDOW_MS;
}
