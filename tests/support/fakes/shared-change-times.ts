import type { AccessTokenClaims } from '../../../src/domain/access-token/access-token-claims.js';
import type { Revocation, RevocationStore } from '../../../src/domain/access-token/revocation-store.port.js';
import { DependencyUnavailable } from '../../../src/domain/shared/common.errors.js';
import { keyOf, keysOf } from '../../../src/infrastructure/revocation/revocation-keys.js';
import type {
  ChangeTimes,
  StoredRevocation,
} from '../../../src/infrastructure/revocation/timed-revocation-feed.js';

interface Row extends StoredRevocation {
  readonly changedAt: number;
}

/** A server that several instances share. It has a clock of its own, and shows a write later than it gives the write its time. */
export class SharedChangeTimes implements RevocationStore, ChangeTimes {
  isDown = false;
  clockMs = 0;
  readonly #visible = new Map<string, Row>();
  #underWay: Row[] = [];
  #held: Promise<void> = Promise.resolve();

  /** Reads are answered as of now, and their answers arrive when the returned function is called. */
  hold(): () => void {
    let release = () => {};
    this.#held = new Promise((resolve) => {
      release = resolve;
    });
    return release;
  }

  /** The write has its time, and nobody sees it. */
  begin(revocation: Revocation, until: Date): void {
    this.#answer();
    const beforeVersion = revocation.kind === 'user' ? revocation.beforeVersion : Number.POSITIVE_INFINITY;
    this.#underWay.push({ key: keyOf(revocation), beforeVersion, until, changedAt: this.clockMs });
  }

  /** From now on everyone sees the writes that are under way. They may be acknowledged. */
  commit(): void {
    for (const row of this.#underWay) this.#visible.set(row.key, row);
    this.#underWay = [];
  }

  async revoke(revocations: readonly Revocation[], until: Date): Promise<void> {
    this.#answer();
    for (const revocation of revocations) {
      const row = { key: keyOf(revocation), beforeVersion: Number.POSITIVE_INFINITY, until };
      this.#visible.set(row.key, { ...row, changedAt: this.clockMs });
    }
  }

  async isRevoked(claims: AccessTokenClaims): Promise<boolean> {
    this.#answer();
    return keysOf(claims).some((key) => this.#visible.has(key));
  }

  async now(): Promise<number> {
    this.#answer();
    return this.clockMs;
  }

  async *changes(since = Number.NEGATIVE_INFINITY): AsyncGenerator<StoredRevocation[]> {
    const rows = [...this.#visible.values()].filter(({ changedAt }) => changedAt >= since);
    await this.#held;
    this.#answer();
    yield rows;
  }

  /** It has none, so that each test decides when its copies are updated. */
  async *notifications(): AsyncGenerator<void> {}

  #answer(): void {
    if (this.isDown) throw new DependencyUnavailable('revocation', { cause: new Error('down') });
  }
}
