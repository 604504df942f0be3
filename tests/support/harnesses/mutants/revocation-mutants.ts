import type { AccessTokenClaims } from '../../../../src/domain/access-token/access-token-claims.js';
import type {
  Revocation,
  RevocationStore,
} from '../../../../src/domain/access-token/revocation-store.port.js';
import type { Clock } from '../../../../src/domain/shared/clock.port.js';
import { SECOND } from '../../builders.js';
import { FakeClock } from '../../fakes/fake-clock.js';
import type { ContractMutant } from '../contract-subjects.js';
import { inProcess } from '../harness.js';
import { networkedRevocation } from '../networked/networked-revocation.js';
import type { RevocationHarness } from '../revocation-harnesses.js';

interface Entry {
  readonly until: number;
  readonly beforeVersion: number;
}

/** A minimal store that keeps the contract as long as the wall clock is not set. Each mutant violates the contract in one way. */
class PlainRevocationStore implements RevocationStore {
  readonly entries = new Map<string, Entry>();

  constructor(protected readonly clock: Clock) {}

  async revoke(revocations: readonly Revocation[], until: Date): Promise<void> {
    for (const revocation of revocations) this.keep(revocation, until);
  }

  protected keep(revocation: Revocation, until: Date): void {
    const beforeVersion = revocation.kind === 'user' ? revocation.beforeVersion : Number.POSITIVE_INFINITY;
    const key = this.keyOf(revocation.kind, idOf(revocation));
    const added = { until: this.endOf(until), beforeVersion };
    this.entries.set(key, this.merge(this.entries.get(key) ?? added, added));
  }

  async isRevoked({ tokenId, sessionId, userId, userVersion }: AccessTokenClaims): Promise<boolean> {
    const keys = [this.keyOf('token', tokenId), this.keyOf('session', sessionId), this.keyOf('user', userId)];
    this.forget();
    return keys.some((key) => userVersion < (this.entries.get(key)?.beforeVersion ?? 0));
  }

  forget(): void {
    for (const [key, { until }] of this.entries) {
      if (until < this.clock.now().getTime()) this.entries.delete(key);
    }
  }

  protected keyOf(kind: string, id: string): string {
    return `${kind}:${id}`;
  }

  protected endOf(until: Date): number {
    return until.getTime();
  }

  protected merge(earlier: Entry, later: Entry): Entry {
    return {
      until: Math.max(earlier.until, later.until),
      beforeVersion: Math.max(earlier.beforeVersion, later.beforeVersion),
    };
  }
}

function idOf(revocation: Revocation): string {
  if (revocation.kind === 'token') return revocation.tokenId;
  return revocation.kind === 'session' ? revocation.sessionId : revocation.userId;
}

const harnessOf = (Store: new (clock: Clock) => PlainRevocationStore): RevocationHarness => ({
  cannot: { ...inProcess.cannot, step: 'the plain store follows the wall clock' },
  start: async () => {
    const clock = new FakeClock();
    let store = new Store(clock);
    return {
      clock,
      get store() {
        return store;
      },
      count: async () => {
        store.forget();
        return store.entries.size;
      },
      step: async (ms) => clock.step(ms),
      advance: async (ms) => clock.advance(ms),
      reset: async () => {
        store = new Store(clock);
      },
      breakStore: inProcess.breakStore,
      mend: inProcess.mend,
      health: async () => {},
      close: async () => {},
    };
  },
});

export const revocationMutants: readonly ContractMutant<RevocationHarness>[] = [
  {
    fault: 'revocations have no expiry',
    killedBy: 'RV-03 keeps the revocation of a token until its last millisecond, and not longer',
    harness: harnessOf(
      class extends PlainRevocationStore {
        override endOf = () => Number.POSITIVE_INFINITY;
      },
    ),
  },
  {
    fault: 'revocations always expire after two seconds',
    killedBy: 'RV-03 keeps the revocation of a session until its last millisecond, and not longer',
    harness: harnessOf(
      class extends PlainRevocationStore {
        override endOf = () => this.clock.now().getTime() + 2 * SECOND;
      },
    ),
  },
  {
    fault: 'revocations take whole milliseconds of the clock only',
    killedBy: 'RV-01 revokes at any time, even between two milliseconds of the clock',
    harness: harnessOf(
      class extends PlainRevocationStore {
        override endOf = (until: Date) => {
          if (!Number.isInteger(this.clock.elapsedMs())) throw new Error('ERR value is not an integer');
          return until.getTime();
        };
      },
    ),
  },
  {
    fault: 'only the first of several revocations is kept',
    killedBy: 'RV revokes several entries in one call, and nothing for an empty list',
    harness: harnessOf(
      class extends PlainRevocationStore {
        override revoke = async ([first]: readonly Revocation[], until: Date) => {
          if (first) this.keep(first, until);
        };
      },
    ),
  },
  {
    fault: 'the last version wins',
    killedBy: 'keeps the highest version in any order of calls',
    harness: harnessOf(
      class extends PlainRevocationStore {
        override merge = (earlier: Entry, later: Entry) => ({
          ...later,
          until: Math.max(earlier.until, later.until),
        });
      },
    ),
  },
  {
    fault: 'the last expiry wins',
    killedBy: 'keeps the latest instant of a user in any order of calls',
    harness: harnessOf(
      class extends PlainRevocationStore {
        override merge = (earlier: Entry, later: Entry) => ({
          until: later.until,
          beforeVersion: Math.max(earlier.beforeVersion, later.beforeVersion),
        });
      },
    ),
  },
  {
    fault: 'a revocation of a higher version makes one of a longer time shorter',
    killedBy: 'keeps the highest version until the latest instant, even from different calls',
    harness: harnessOf(
      class extends PlainRevocationStore {
        override merge = (earlier: Entry, later: Entry) =>
          later.beforeVersion > earlier.beforeVersion ? later : earlier;
      },
    ),
  },
  {
    fault: 'ids of revoked sessions are compared without case',
    killedBy: 'distinguishes two ids that differ only by case',
    harness: harnessOf(
      class extends PlainRevocationStore {
        override keyOf = (kind: string, id: string) => `${kind}:${id.toLowerCase()}`;
      },
    ),
  },
  {
    fault: 'ids of all kinds share one namespace',
    killedBy: 'distinguishes equal ids of different kinds',
    harness: harnessOf(
      class extends PlainRevocationStore {
        override keyOf = (_kind: string, id: string) => id;
      },
    ),
  },
  {
    fault: 'the store of revocations has no time limit',
    killedBy:
      'while the store accepts and stays silent RV-04 rejects every call with DependencyUnavailable and its cause, in time',
    harness: networkedRevocation({ limitMs: Number.POSITIVE_INFINITY }),
  },
  {
    fault: "the store of revocations drops the vendor's error",
    killedBy:
      'while the store refuses connections RV-04 rejects every call with DependencyUnavailable and its cause, in time',
    harness: networkedRevocation({ keepsCause: false }),
  },
  {
    fault: 'the health of the store of revocations is not asked',
    killedBy: 'while the store accepts and stays silent RV-04 is not healthy',
    harness: networkedRevocation({ checksHealth: false }),
  },
  {
    fault: 'the store of revocations stays down until a restart',
    killedBy: 'while the store accepts and stays silent RV-04 works again after the outage without a restart',
    harness: networkedRevocation({ recovers: false }),
  },
];
