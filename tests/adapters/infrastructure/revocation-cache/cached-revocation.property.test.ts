import { setImmediate } from 'node:timers/promises';
import fc from 'fast-check';
import type { AccessTokenClaims } from '../../../../src/domain/access-token/access-token-claims.js';
import type { RevocationFeed } from '../../../../src/domain/access-token/revocation-feed.port.js';
import { DependencyUnavailable } from '../../../../src/domain/shared/common.errors.js';
import { TimedRevocationFeed } from '../../../../src/infrastructure/revocation/timed-revocation-feed.js';
import { CachedRevocationStore } from '../../../../src/infrastructure/revocation-cache/cached-revocation.store.js';
import { claims, DAY, HOUR, SECOND } from '../../../support/builders.js';
import { FakeClock } from '../../../support/fakes/fake-clock.js';
import { SharedChangeTimes } from '../../../support/fakes/shared-change-times.js';

const BOUND_MS = SECOND;
const CALL_LIMIT_MS = 500;
const INSTANCES = 2;

/** What the mutants change. */
interface Plan {
  readonly maxStalenessMs: number;
  feedOf(store: SharedChangeTimes, clock: FakeClock): RevocationFeed;
}

const asBuilt: Plan = {
  maxStalenessMs: BOUND_MS,
  feedOf: (store, clock) => new TimedRevocationFeed(store, clock),
};

class Instance {
  readonly clock = new FakeClock();
  readonly cached: CachedRevocationStore;

  constructor({ feedOf, maxStalenessMs }: Plan, store: SharedChangeTimes) {
    this.cached = new CachedRevocationStore(store, feedOf(store, this.clock), this.clock, maxStalenessMs);
  }
}

interface Begun {
  readonly token: AccessTokenClaims;
  readonly since: number;
}

/** An acknowledged revocation and the time of its acknowledgement. */
interface Acknowledged {
  readonly token: AccessTokenClaims;
  readonly at: number;
  readonly by: number | undefined;
}

class World {
  readonly store = new SharedChangeTimes();
  readonly acknowledged: Acknowledged[] = [];
  readonly violations: string[] = [];
  readonly #instances: Instance[];
  #begun: Begun[] = [];
  #elapsed = 0;

  constructor(private readonly plan: Plan) {
    this.store.clockMs = 1_000 * HOUR;
    this.#instances = Array.from({ length: INSTANCES }, () => new Instance(plan, this.store));
  }

  at(index: number): Instance {
    const instance = this.#instances[index % INSTANCES];
    if (instance === undefined) throw new Error('There is no such instance.');
    return instance;
  }

  pass(ms: number): void {
    this.#elapsed += ms;
    this.store.clockMs += ms;
    for (const { clock } of this.#instances) clock.advance(ms);
  }

  restart(index: number): void {
    this.#instances[index % INSTANCES] = new Instance(this.plan, this.store);
    // The new process has no memory of the old one.
    for (const [place, revoked] of this.acknowledged.entries()) {
      if (revoked.by === index % INSTANCES) this.acknowledged[place] = { ...revoked, by: undefined };
    }
  }

  async revokeAt(index: number): Promise<void> {
    const token = claims();
    const revocation = { kind: 'session', sessionId: token.sessionId } as const;
    await unlessDown(async () => {
      await this.at(index).cached.revoke([revocation], this.#longLived());
      this.acknowledged.push({ token, at: this.#elapsed, by: index % INSTANCES });
    });
  }

  refresh(index: number): Promise<void> {
    return unlessDown(() => this.at(index).cached.refresh());
  }

  /** Another instance revokes, and time passes, before the answer of the store arrives. */
  async refreshSlowly(index: number, ms: number): Promise<void> {
    const release = this.store.hold();
    const reading = this.refresh(index);
    await setImmediate();
    await this.revokeAt(index + 1);
    this.pass(ms);
    release();
    await reading;
  }

  take(isDown: boolean): void {
    this.store.isDown = isDown;
  }

  /** The feed is set back and ahead again between two reads, which it need not notice. */
  async setStoreClock(ms: number): Promise<void> {
    if (this.store.isDown) return;
    for (let index = 0; index < INSTANCES; index += 1) await this.refresh(index);
    this.store.clockMs += ms;
  }

  /** Another instance revokes, and its write is slow. */
  async begin(): Promise<void> {
    const token = claims();
    await unlessDown(async () => {
      this.store.begin({ kind: 'token', tokenId: token.tokenId }, this.#longLived());
      this.#begun.push({ token, since: this.#elapsed });
    });
  }

  /** A write that exceeded its time limit takes effect later, when nobody waits for it any more. */
  commit(): void {
    this.store.commit();
    const inTime = this.#begun.filter(({ since }) => this.#elapsed - since <= CALL_LIMIT_MS);
    for (const { token } of inTime) this.acknowledged.push({ token, at: this.#elapsed, by: undefined });
    this.#begun = [];
  }

  /** A token must count as revoked if this instance revoked it, or if it was revoked longer ago than the bound. */
  async check(index: number): Promise<void> {
    for (const { token, at, by } of this.acknowledged) {
      await unlessDown(async () => {
        const since = this.#elapsed - at;
        const mustKnow = by === index % INSTANCES || since > BOUND_MS;
        if (mustKnow && !(await this.at(index).cached.isRevoked(token))) {
          this.violations.push(`instance ${index % INSTANCES} takes what was revoked ${since} ms ago`);
        }
      });
    }
  }

  #longLived(): Date {
    return new Date(this.at(0).clock.now().getTime() + 1_000 * DAY);
  }
}

async function unlessDown(act: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch (error) {
    if (!(error instanceof DependencyUnavailable)) throw error;
  }
}

type Step = (world: World) => Promise<void> | void;

function step<Value>(
  weight: number,
  values: fc.Arbitrary<Value>,
  act: (world: World, value: Value) => Promise<void> | void,
): fc.WeightedArbitrary<Step> {
  return { weight, arbitrary: values.map((value) => (world) => act(world, value)) };
}

const nothing = fc.constant(undefined);
const index = fc.nat({ max: INSTANCES - 1 });
const short = fc.integer({ min: 1, max: 400 });
const long = fc.integer({ min: 1, max: 1_500 });
const setBy = fc.constantFrom(-DAY, -HOUR, -5 * SECOND, -SECOND, -200, 200, SECOND, 5 * SECOND, HOUR, DAY);

const steps = fc.oneof(
  step(4, index, (world, at) => world.refresh(at)),
  step(2, fc.tuple(index, long), (world, [at, ms]) => world.refreshSlowly(at, ms)),
  step(4, long, (world, ms) => world.pass(ms)),
  step(4, short, (world, ms) => world.pass(ms)),
  step(3, index, (world, at) => world.revokeAt(at)),
  step(3, nothing, (world) => world.begin()),
  step(3, nothing, (world) => world.commit()),
  step(2, fc.boolean(), (world, isDown) => world.take(isDown)),
  step(1, index, (world, at) => world.restart(at)),
  step(1, fc.tuple(index, setBy), (world, [at, ms]) => world.at(at).clock.step(ms)),
  step(1, setBy, (world, ms) => world.setStoreClock(ms)),
);

const propertyOf = (plan: Plan) =>
  fc.asyncProperty(fc.array(steps, { maxLength: 60 }), async (history) => {
    const world = new World(plan);
    for (const step of history) {
      await step(world);
      for (let at = 0; at < INSTANCES; at += 1) await world.check(at);
    }
    expect(world.violations).toEqual([]);
  });

it('RV-02 accepts no token for longer than the bound after its revocation, whatever happens in between', async () => {
  await fc.assert(propertyOf(asBuilt), { numRuns: 400 });
});

describe('The property finds a copy', () => {
  const mutants: Record<string, Plan> = {
    'that ignores the bound': { ...asBuilt, maxStalenessMs: Number.POSITIVE_INFINITY },
    'that goes on after what it has not seen': {
      ...asBuilt,
      feedOf: (store, clock) => {
        const feed = new TimedRevocationFeed(store, clock);
        return {
          notifications: (signal) => feed.notifications(signal),
          copyTo: async (copy, since) => {
            const position = await feed.copyTo(copy, since as typeof position | undefined);
            return { ...position, now: position.now + 6 * SECOND, elapsed: position.elapsed + 6 * SECOND };
          },
        };
      },
    },
  };

  it.each(Object.entries(mutants))('%s', async (_name, plan) => {
    const { failed } = await fc.check(propertyOf(plan), { numRuns: 400 });
    expect(failed).toBe(true);
  });
});
