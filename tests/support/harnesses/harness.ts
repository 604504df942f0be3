import { jest } from '@jest/globals';
import type { Clock } from '../../../src/domain/shared/clock.port.js';
import type { Slot } from '../../../src/wiring/technology.js';
import { describeOn } from '../needed-services.js';
import type { TestServer } from '../servers/test-servers.js';

/** The two kinds of outage. */
export const OUTAGES = ['refuses connections', 'accepts and stays silent'] as const;

export type Outage = (typeof OUTAGES)[number];

/** What a contract needs of a store in addition to its port. */
export interface StoreUnderTest {
  /** The time of the store. */
  readonly clock: Clock;
  /** Removes all stored data. The ports must be requested from the container again afterwards. */
  reset(): Promise<void>;
  /** Advances the time of the store. If the server's clock decides, the harness moves the stored expiries instead. */
  advance(ms: number): Promise<void>;
  breakStore(outage: Outage): Promise<void>;
  /** Ends the outage without telling the adapter. Does nothing if there is no outage. */
  mend(): Promise<void>;
  /** Rejects if a health indicator of the technology rejects. */
  health(): Promise<void>;
  close(): Promise<void>;
}

/** Operations that some harnesses cannot offer. Only a store that needs no server may lack `breakStore`. */
export type Ability = 'breakStore' | 'step' | 'count' | 'limit' | 'notify';

export interface Harness<UnderTest extends StoreUnderTest = StoreUnderTest> {
  /** The operations that this harness cannot offer, each with the reason. Cases that need one of them do not run. */
  readonly cannot?: Readonly<Partial<Record<Ability, string>>>;
  /** The tolerance for times from a server with its own clock, in milliseconds. */
  readonly toleranceMs?: number;
  /** How long the store keeps expired entries for clocks that are set back, in milliseconds. The entries have no effect. */
  readonly keepsExpiredMs?: number;
  /** The server that the suites need. Without it, they are skipped. */
  readonly server?: TestServer;
  start(): Promise<UnderTest>;
}

/** A harness for every registered technology. A missing one is a type error. The harness of a deleted technology may remain. */
export type Harnesses<Registered extends Slot, Harness> = Readonly<
  Record<string, Harness> & Record<keyof Registered, Harness>
>;

/** Returns every registered technology with its harness, for `describe.each`. */
export function registered<Harness>(
  slot: Slot,
  harnesses: Readonly<Record<string, Harness>>,
): [name: string, harness: Harness][] {
  return Object.keys(slot).map((name) => {
    const harness = harnesses[name];
    if (harness === undefined) throw new Error(`The technology ${name} has no harness.`);
    return [name, harness];
  });
}

/** Milliseconds. A case makes hundreds of sequential calls, and a real server writes to its disk for each. */
const LIMIT_ON_SERVERS_MS = 20_000;

/**
 * How many calls a case makes at once, to show that none is counted twice. On a server, more than fit into its pool of connections
 * only wait there, and a busy machine is slow enough for the limit of that wait.
 */
export function burstOn({ server }: Pick<Harness, 'server'>): number {
  return server ? 25 : 100;
}

/** `describe` for each subject of a contract. Without its server, it is skipped by name, or fails if the server is required. */
export function describeSubjects<Subject extends Harness>(
  subjects: readonly (readonly [name: string, harness: Subject])[],
): (title: string, body: (harness: Subject) => void) => void {
  return (title, body) => {
    for (const [name, harness] of subjects) {
      const { server } = harness;
      if (server) jest.setTimeout(LIMIT_ON_SERVERS_MS);
      const describeOnServer = server ? describeOn(server.service, server.url() !== undefined) : describe;
      describeOnServer(title.replace('%s', name), () => body(harness));
    }
  };
}

/**
 * Starts the store of a harness before all tests of a suite, empties it before each of them, and closes it at the end.
 * @param take receives the started store, and is called before each test, because a reset replaces the adapters
 */
export function startForSuite<UnderTest extends StoreUnderTest>(
  { start }: Harness<UnderTest>,
  take: (underTest: UnderTest) => void | Promise<void>,
): void {
  let underTest: UnderTest;

  beforeAll(async () => {
    underTest = await start();
  });

  beforeEach(async () => {
    await underTest.reset();
    await take(underTest);
  });

  afterAll(() => underTest.close());
}

/**
 * `it` for a case that needs abilities of the harness. If one is missing, the case is not registered, because a skipped case
 * always means a missing server.
 */
export function itNeeds({ cannot }: Pick<Harness, 'cannot'>, ...abilities: readonly Ability[]) {
  return (name: string, body: () => Promise<void>): void => {
    if (abilities.every((ability) => cannot?.[ability] === undefined)) it(name, body);
  };
}

const IN_PROCESS = 'the store is in this process';

/** The common members of stores without a server. */
export const inProcess = {
  cannot: { breakStore: IN_PROCESS },
  breakStore: () => Promise.reject(new Error(IN_PROCESS)),
  mend: async () => {},
} as const;
