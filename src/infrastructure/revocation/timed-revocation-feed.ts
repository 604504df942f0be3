import type { RevocationFeed } from '../../domain/access-token/revocation-feed.port.js';
import type { RevocationStore } from '../../domain/access-token/revocation-store.port.js';
import type { Clock } from '../../domain/shared/clock.port.js';
import { toRevocation } from './revocation-keys.js';

export interface StoredRevocation {
  readonly key: string;
  readonly beforeVersion: number;
  readonly until: Date;
}

/** A store that records the time of the last change of each revocation. */
export interface ChangeTimes {
  /** Milliseconds, by the clock that also sets the times of changes. */
  now(): Promise<number>;
  /** The revocations in force, in batches of any size. If `since` is given, only those that changed at that time or later. */
  changes(since?: number): AsyncIterable<readonly StoredRevocation[]>;
  /** See `RevocationFeed`. */
  notifications(signal: AbortSignal): AsyncIterable<unknown>;
}

interface TimedPosition {
  readonly now: number;
  readonly elapsed: number;
  /** In elapsed time. From then on, every write that got its time before the clock was set has ended. */
  readonly settledAt: number;
}

/** No write takes longer from the moment at which it gets its time until it is acknowledged. It is ten times the limit of a call. */
const LONGEST_WRITE_MS = 5_000;

/** Longer than a call of `now` takes, and much shorter than the longest write. */
const STEP_MS = 1_000;

/**
 * Reads the changes of a store by their times. Writes do not become visible in the order of their times. So each read begins
 * `LONGEST_WRITE_MS` before the previous one.
 *
 * The clock of the store may be set, or a server with another clock may take over. The next read detects that, because the
 * clock of the store and the elapsed time of this process no longer agree. Then all revocations are read, as at the start, until
 * every write from before the step has ended. A clock that is set back and ahead again between two reads is not detected.
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

  notifications(signal: AbortSignal): AsyncIterable<unknown> {
    return this.store.notifications(signal);
  }
}

/** The time from which changes are read. It is `undefined` for all revocations, if the last read may have missed a write. */
function beginning(last: TimedPosition | undefined): number | undefined {
  return last && last.elapsed >= last.settledAt ? last.now - LONGEST_WRITE_MS : undefined;
}
