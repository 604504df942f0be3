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
  /** From when on, in elapsed time, no write is under way that was given its time before the clock was set. */
  readonly settledAt: number;
}

/** From the moment that gives a write its time to its acknowledgement. The limit of a call is a tenth of it. */
const LONGEST_WRITE_MS = 5_000;

/** More than the time that the answer of `now` takes, and much less than that of the longest write. */
const STEP_MS = 1_000;

/**
 * Reads a store by the times of its changes. They become visible in any order, so that each read begins by the longest write
 * earlier than the last one did.
 *
 * The clock of the store may be set, or another server with another clock may take over. Compared with the time that has passed
 * here, that shows in the next read. From then on, as from the start, everything is read until the writes of before are over.
 * It does not show if the clock is set back and ahead again between two reads.
 */
export class TimedRevocationFeed implements RevocationFeed<TimedPosition> {
  constructor(
    private readonly store: ChangeTimes,
    private readonly clock: Clock,
  ) {}

  async copyTo(copy: RevocationStore, since?: TimedPosition): Promise<TimedPosition> {
    const elapsed = this.clock.elapsedMs();
    const now = await this.store.now();
    const last =
      since && Math.abs(now - since.now - (elapsed - since.elapsed)) <= STEP_MS ? since : undefined;
    for await (const revocations of this.store.changes(beginning(last))) {
      for (const { key, beforeVersion, until } of revocations) {
        await copy.revoke([toRevocation(key, beforeVersion)], until);
      }
    }
    return { now, elapsed, settledAt: last?.settledAt ?? elapsed + LONGEST_WRITE_MS };
  }
}

/** None, where the last read may have missed a write of any time. */
function beginning(last: TimedPosition | undefined): number | undefined {
  return last && last.elapsed >= last.settledAt ? last.now - LONGEST_WRITE_MS : undefined;
}
