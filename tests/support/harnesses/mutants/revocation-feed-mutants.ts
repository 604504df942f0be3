import { EventEmitter, on } from 'node:events';
import type { RevocationFeed } from '../../../../src/domain/access-token/revocation-feed.port.js';
import type {
  Revocation,
  RevocationStore,
} from '../../../../src/domain/access-token/revocation-store.port.js';
import type { Clock } from '../../../../src/domain/shared/clock.port.js';
import { DependencyUnavailable } from '../../../../src/domain/shared/common.errors.js';
import { FakeClock } from '../../fakes/fake-clock.js';
import type { ContractMutant } from '../contract-subjects.js';
import type { FeedHarness } from '../revocation-harnesses.js';

interface Entry {
  readonly revocation: Revocation;
  readonly until: Date;
  readonly revokedAt: Date;
}

interface Position {
  readonly log: readonly Entry[];
  readonly read: number;
}

/** A minimal store that keeps its contract and that of its feed. Each mutant violates the contract of the feed in one way. */
class PlainFeed implements RevocationStore, RevocationFeed<Position> {
  readonly log: Entry[] = [];
  protected readonly events = new EventEmitter();
  isDown = false;

  constructor(protected readonly clock: Clock) {}

  async revoke(revocations: readonly Revocation[], until: Date): Promise<void> {
    this.refuseIfDown();
    const revokedAt = this.clock.now();
    this.log.push(...revocations.map((revocation) => ({ revocation, until, revokedAt })));
    this.notify();
  }

  async isRevoked(): Promise<boolean> {
    throw new Error('The contract of a feed asks its copy.');
  }

  async copyTo(copy: RevocationStore, since?: Position): Promise<Position> {
    this.refuseIfDown();
    const position = { log: this.log, read: this.log.length };
    const entries = this.log.slice(this.isTrusted(since) ? since.read : 0).filter(this.isWanted);
    for (const { revocation, until } of entries) await copy.revoke([revocation], until);
    return position;
  }

  async *notifications(signal: AbortSignal): AsyncGenerator<unknown> {
    this.refuseIfDown();
    try {
      const notifications = on(this.events, 'revoked', { signal, close: ['ended'] });
      yield;
      yield* notifications;
    } catch (error) {
      if (!signal.aborted) throw error;
    }
    if (!signal.aborted) throw new Error('ended');
  }

  breakDown(): void {
    this.isDown = true;
    this.lose();
  }

  protected notify(): void {
    this.events.emit('revoked');
  }

  protected lose(): void {
    this.events.emit('ended');
  }

  protected refuseIfDown(): void {
    if (this.isDown) throw new DependencyUnavailable('revocation', { cause: new Error('ECONNREFUSED') });
  }

  protected isTrusted(position: Position | undefined): position is Position {
    return position?.log === this.log;
  }

  protected isWanted = ({ until }: Entry): boolean => until.getTime() >= this.clock.now().getTime();
}

const harnessOf = (Feed: new (clock: Clock) => PlainFeed): FeedHarness => ({
  start: async () => {
    const clock = new FakeClock();
    let feed = new Feed(clock);
    return {
      clock,
      get store() {
        return feed;
      },
      get feed() {
        return feed;
      },
      count: async () => feed.log.length,
      step: async (ms) => clock.step(ms),
      advance: async (ms) => clock.advance(ms),
      reset: async () => {
        feed = new Feed(clock);
      },
      breakStore: async () => {
        feed.breakDown();
      },
      mend: async () => {
        feed.isDown = false;
      },
      health: async () => {
        if (feed.isDown) throw new Error('down');
      },
      close: async () => {},
    };
  },
});

/** More than a store returns in one answer. */
const ANSWER = 1_000;

export const revocationFeedMutants: readonly ContractMutant<FeedHarness>[] = [
  {
    fault: 'the first revocation after an empty read is left out',
    killedBy: 'RV-02 copies nothing while nothing is revoked, and then what is revoked',
    harness: harnessOf(
      class extends PlainFeed {
        override async copyTo(copy: RevocationStore, since?: Position): Promise<Position> {
          const { log, read } = await super.copyTo(copy, since);
          return { log, read: Math.max(read, 1) };
        }
      },
    ),
  },
  {
    fault: 'the revocation of a user is copied without its version',
    killedBy: 'RV-02 copies each kind of revocation unchanged',
    harness: harnessOf(
      class extends PlainFeed {
        override async revoke(revocations: readonly Revocation[], until: Date): Promise<void> {
          const beforeVersion = Number.MAX_SAFE_INTEGER;
          const all = revocations.map((each) => (each.kind === 'user' ? { ...each, beforeVersion } : each));
          await super.revoke(all, until);
        }
      },
    ),
  },
  {
    fault: 'only the first read copies anything',
    killedBy: 'RV-02 copies in each read what is new',
    harness: harnessOf(
      class extends PlainFeed {
        override async copyTo(copy: RevocationStore, since?: Position): Promise<Position> {
          return since ?? super.copyTo(copy);
        }
      },
    ),
  },
  {
    fault: 'a revocation that was copied once is not copied again',
    killedBy: 'RV-02 copies again what is revoked again: for longer, or in more versions',
    harness: harnessOf(
      class extends PlainFeed {
        override async revoke(revocations: readonly Revocation[], until: Date): Promise<void> {
          const isKnown = (userId: string) =>
            this.log.some(({ revocation }) => revocation.kind === 'user' && revocation.userId === userId);
          await super.revoke(
            revocations.filter((each) => each.kind !== 'user' || !isKnown(each.userId)),
            until,
          );
        }
      },
    ),
  },
  {
    fault: 'only the first answer of the store is copied',
    killedBy: 'RV-02 copies more revocations than one answer of the store contains',
    harness: harnessOf(
      class extends PlainFeed {
        protected override isWanted = (entry: Entry) => this.log.indexOf(entry) < ANSWER;
      },
    ),
  },
  {
    fault: 'the position is that of the end of a read',
    killedBy: 'RV-02 misses nothing that is revoked while it reads',
    harness: harnessOf(
      class extends PlainFeed {
        override async revoke(revocations: readonly Revocation[], until: Date): Promise<void> {
          await new Promise((resolve) => setImmediate(resolve));
          await super.revoke(revocations, until);
        }

        override async copyTo(copy: RevocationStore, since?: Position): Promise<Position> {
          await super.copyTo(copy, since);
          await new Promise((resolve) => setImmediate(resolve));
          return { log: this.log, read: this.log.length };
        }
      },
    ),
  },
  {
    fault: 'expired revocations are copied',
    killedBy: 'RV-03 copies nothing that has expired',
    harness: harnessOf(
      class extends PlainFeed {
        protected override isWanted = () => true;
      },
    ),
  },
  {
    fault: 'what was revoked later than now is left out',
    killedBy: 'RV-03 copies all that was revoked by a clock that is ahead',
    harness: harnessOf(
      class extends PlainFeed {
        protected override isWanted = ({ revokedAt }: Entry) => revokedAt <= this.clock.now();
      },
    ),
  },
  {
    fault: 'a position in a store that was emptied is trusted',
    killedBy: 'RV-02 starts again if the store has lost what the position refers to',
    harness: harnessOf(
      class extends PlainFeed {
        protected override isTrusted(position: Position | undefined): position is Position {
          return position !== undefined;
        }
      },
    ),
  },
  {
    fault: 'a read succeeds although the store is down',
    killedBy:
      'while the store refuses connections RV-04 rejects every call with DependencyUnavailable and its cause, in time',
    harness: harnessOf(
      class extends PlainFeed {
        protected override refuseIfDown = () => {};
      },
    ),
  },
  {
    fault: 'the feed stays down until a restart',
    killedBy: 'while the store accepts and stays silent RV-04 works again after the outage without a restart',
    harness: harnessOf(
      class extends PlainFeed {
        #wasDown = false;

        protected override refuseIfDown(): void {
          this.#wasDown ||= this.isDown;
          if (this.#wasDown) throw new DependencyUnavailable('revocation', { cause: new Error('ended') });
        }
      },
    ),
  },
  {
    fault: 'only the first revocation is notified',
    killedBy: 'its notifications RV-02 come at the beginning, and after each revocation',
    harness: harnessOf(
      class extends PlainFeed {
        protected override notify(): void {
          if (this.log.length === 1) super.notify();
        }
      },
    ),
  },
  {
    fault: 'no notification says that the feed listens',
    killedBy: 'its notifications RV-02 come at the beginning, and after each revocation',
    harness: harnessOf(
      class extends PlainFeed {
        override async *notifications(signal: AbortSignal): AsyncGenerator<unknown> {
          const notifications = super.notifications(signal);
          await notifications.next();
          yield* notifications;
        }
      },
    ),
  },
  {
    fault: 'a user that is revoked again is not notified',
    killedBy: 'its notifications RV-02 come for what is revoked again, and for several at once',
    harness: harnessOf(
      class extends PlainFeed {
        protected override notify(): void {
          const users = this.log.filter(({ revocation }) => revocation.kind === 'user');
          if (users.length < 2) super.notify();
        }
      },
    ),
  },
  {
    fault: 'a notification comes to one listener only',
    killedBy: 'its notifications RV-02 come to every listener, and lead to what was revoked',
    harness: harnessOf(
      class extends PlainFeed {
        protected override notify(): void {
          this.events.listeners('revoked').at(-1)?.call(this.events);
        }
      },
    ),
  },
  {
    fault: 'the notifications go on after they were stopped',
    killedBy: 'its notifications RV-02 end when they are stopped, while they wait and before they begin',
    harness: harnessOf(
      class extends PlainFeed {
        override notifications(): AsyncGenerator<unknown> {
          return super.notifications(new AbortController().signal);
        }
      },
    ),
  },
  {
    fault: 'a lost connection is not noticed',
    killedBy:
      'its notifications while the store refuses connections RV-04 reject, and come again after the outage',
    harness: harnessOf(
      class extends PlainFeed {
        protected override lose(): void {}
      },
    ),
  },
];
