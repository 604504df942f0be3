import type { AccessTokenClaims } from '../../domain/access-token/access-token-claims.js';
import type { Revocation, RevocationStore } from '../../domain/access-token/revocation-store.port.js';
import type { Clock } from '../../domain/shared/clock.port.js';
import { RetentionClock } from '../system/retention-clock.js';
import { ExpiringKeys } from './expiring-keys.js';

const SWEEP_INTERVAL_MS = 60_000;

/** Keeps revocations in memory until the process ends. Suitable for a single instance of the service only. */
export class InMemoryRevocationStore implements RevocationStore {
  readonly #tokens = new ExpiringKeys();
  readonly #sessions = new ExpiringKeys();
  readonly #users = new ExpiringKeys();
  readonly #firstValidVersions = new Map<string, number>();
  readonly #retention: RetentionClock;
  /** In elapsed time. By the wall clock, a step ahead and back would delay the sweep. */
  #nextSweep = 0;

  constructor(private readonly clock: Clock) {
    this.#retention = new RetentionClock(clock);
  }

  /** The number of revocations. */
  get size(): number {
    this.#sweepWhenDue();
    return this.#tokens.size + this.#sessions.size + this.#users.size;
  }

  async revoke(revocations: readonly Revocation[], until: Date): Promise<void> {
    this.#sweepWhenDue();
    for (const revocation of revocations) this.#keep(revocation, until);
  }

  /** Runs on every request: three look-ups and one comparison. */
  async isRevoked({ tokenId, sessionId, userId, userVersion }: AccessTokenClaims): Promise<boolean> {
    this.#sweepWhenDue();
    if (this.#sessions.has(sessionId) || this.#tokens.has(tokenId)) return true;
    const firstValidVersion = this.#firstValidVersions.get(userId);
    return firstValidVersion !== undefined && userVersion < firstValidVersion;
  }

  #keep(revocation: Revocation, until: Date): void {
    switch (revocation.kind) {
      case 'token':
        this.#tokens.keep(revocation.tokenId, until);
        break;
      case 'session':
        this.#sessions.keep(revocation.sessionId, until);
        break;
      case 'user': {
        const { userId, beforeVersion } = revocation;
        const earlier = this.#firstValidVersions.get(userId) ?? beforeVersion;
        this.#firstValidVersions.set(userId, Math.max(earlier, beforeVersion));
        this.#users.keep(userId, until);
        break;
      }
    }
  }

  #sweepWhenDue(): void {
    const elapsed = this.clock.elapsedMs();
    if (elapsed >= this.#nextSweep) this.#sweep(elapsed);
  }

  #sweep(elapsed: number): void {
    const now = this.#retention.now();
    this.#nextSweep = elapsed + SWEEP_INTERVAL_MS - (now % SWEEP_INTERVAL_MS);
    this.#tokens.forget(now);
    this.#sessions.forget(now);
    for (const userId of this.#users.forget(now)) this.#firstValidVersions.delete(userId);
  }
}
