import type { AccessTokenClaims } from '../../domain/access-token/access-token-claims.js';
import type { RevocationFeed } from '../../domain/access-token/revocation-feed.port.js';
import type { Revocation, RevocationStore } from '../../domain/access-token/revocation-store.port.js';
import type { Clock } from '../../domain/shared/clock.port.js';
import { InMemoryRevocationStore } from '../revocation/in-memory-revocation.store.js';

/** The wall clock and the elapsed time drift apart by less than this through rounding and slewing. A step of the clock is more. */
const STEP_MS = 1_000;

/** The time at which a successful read began, and the position in the feed that it reached. */
interface Read {
  readonly elapsed: number;
  /** The wall clock minus the elapsed time. It changes when the clock is set, and when the machine was suspended. */
  readonly offset: number;
  readonly position: unknown;
}

/**
 * Answers from a copy in memory while the copy contains every revocation that was acknowledged more than `maxStalenessMs` ago.
 * Otherwise, it queries the store.
 *
 * The bound comes from polling, because a quiet feed of notifications cannot be distinguished from a broken one. Notifications only
 * make an update earlier.
 */
export class CachedRevocationStore implements RevocationStore {
  readonly #memory: InMemoryRevocationStore;
  #latest: Read | undefined;

  constructor(
    private readonly store: RevocationStore,
    private readonly feed: RevocationFeed,
    private readonly clock: Clock,
    private readonly maxStalenessMs: number,
  ) {
    this.#memory = new InMemoryRevocationStore(clock);
  }

  async revoke(revocations: readonly Revocation[], until: Date): Promise<void> {
    await this.store.revoke(revocations, until);
    await this.#memory.revoke(revocations, until);
  }

  isRevoked(claims: AccessTokenClaims): Promise<boolean> {
    return this.#isCurrent() ? this.#memory.isRevoked(claims) : this.store.isRevoked(claims);
  }

  /** Must not be called again before it has settled. @throws DependencyUnavailable */
  async refresh(): Promise<void> {
    const time = this.#time();
    const position = await this.feed.copyTo(this.#memory, this.#trusted(time)?.position);
    this.#latest = { ...time, position };
  }

  #isCurrent(): boolean {
    const time = this.#time();
    const latest = this.#trusted(time);
    return latest !== undefined && time.elapsed - latest.elapsed <= this.maxStalenessMs;
  }

  /**
   * A read is trusted until the clock is set. A clock that is ahead lets revocations expire in memory too early. After the clock
   * is set back, they are in force again but missing in memory.
   */
  #trusted({ offset }: { readonly offset: number }): Read | undefined {
    return this.#latest && Math.abs(offset - this.#latest.offset) <= STEP_MS ? this.#latest : undefined;
  }

  #time() {
    const elapsed = this.clock.elapsedMs();
    return { elapsed, offset: this.clock.now().getTime() - elapsed };
  }
}
