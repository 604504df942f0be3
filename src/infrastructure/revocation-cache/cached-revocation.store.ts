import type { AccessTokenClaims } from '../../domain/access-token/access-token-claims.js';
import type { RevocationFeed } from '../../domain/access-token/revocation-feed.port.js';
import type { Revocation, RevocationStore } from '../../domain/access-token/revocation-store.port.js';
import type { Clock } from '../../domain/shared/clock.port.js';
import { InMemoryRevocationStore } from '../revocation/in-memory-revocation.store.js';

/** Less than this between the two times of a clock is how they are rounded and slewed. */
const STEP_MS = 1_000;

/** The beginning of a read that succeeded. */
interface Read {
  readonly elapsed: number;
  /** The wall clock minus the elapsed time. It changes when somebody sets the clock, and when a machine has slept. */
  readonly offset: number;
  readonly position: unknown;
}

/**
 * Answers from a copy in memory, while that knows every revocation that was acknowledged more than `maxStalenessMs` ago. At any
 * other time it asks the store.
 *
 * The copy is refreshed by reading. A feed that is pushed, such as a change stream, would need a heartbeat to prove that
 * silence means no news, and would keep the same bound by it.
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

  /** Not to be called again before it has settled. @throws DependencyUnavailable */
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

  /** What had expired by a clock that was ahead is missing in memory, and in force again when that clock is set back. */
  #trusted({ offset }: { readonly offset: number }): Read | undefined {
    return this.#latest && Math.abs(offset - this.#latest.offset) <= STEP_MS ? this.#latest : undefined;
  }

  #time() {
    const elapsed = this.clock.elapsedMs();
    return { elapsed, offset: this.clock.now().getTime() - elapsed };
  }
}
