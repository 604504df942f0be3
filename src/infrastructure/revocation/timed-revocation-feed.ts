import type { RevocationFeed } from '../../domain/access-token/revocation-feed.port.js';
import type { RevocationStore } from '../../domain/access-token/revocation-store.port.js';
import type { Clock } from '../../domain/shared/clock.port.js';
import { toRevocation } from './revocation-keys.js';

export interface StoredRevocation {
  readonly key: string;
  readonly beforeVersion: number;
  readonly until: Date;
}

/** A store that notes with each revocation the time of its last change. */
export interface ChangeTimes {
  /** In milliseconds, by the clock that gives the changes their time. */
  now(): Promise<number>;
  /** What is in force, in parts of any size. Without a time it is everything, and with one what was changed then or later. */
  changes(since?: number): AsyncIterable<readonly StoredRevocation[]>;
}

interface TimedPosition {
  readonly now: number;
  readonly elapsed: number;
}

/**
 * A change gets its time before others see it, and changes become visible in any order. So each read begins earlier than the
 * last one did, by more than an acknowledged write may take: ten times the limit of a call.
 */
const OVERLAP_MS = 5_000;

/** More than the time that the answer of `now` takes, and much less than the overlap. */
const STEP_MS = 1_000;

/**
 * Reads a store by the times of its changes.
 *
 * The clock of the store may be set, or another server with another clock may take over. Compared with the time that has passed
 * here, that shows in the next read, which is then one of everything. It does not show if the clock is set back and ahead
 * again between two reads.
 */
export class TimedRevocationFeed implements RevocationFeed<TimedPosition> {
  constructor(
    private readonly store: ChangeTimes,
    private readonly clock: Clock,
  ) {}

  async copyTo(copy: RevocationStore, since?: TimedPosition): Promise<TimedPosition> {
    const elapsed = this.clock.elapsedMs();
    const position = { elapsed, now: await this.store.now() };
    for await (const revocations of this.store.changes(beginning(position, since))) {
      for (const { key, beforeVersion, until } of revocations) {
        await copy.revoke([toRevocation(key, beforeVersion)], until);
      }
    }
    return position;
  }
}

function beginning(position: TimedPosition, since: TimedPosition | undefined): number | undefined {
  if (since === undefined) return undefined;
  const step = position.now - since.now - (position.elapsed - since.elapsed);
  return Math.abs(step) > STEP_MS ? undefined : since.now - OVERLAP_MS;
}
