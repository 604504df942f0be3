import { jest } from '@jest/globals';
import type { Container } from 'inversify';
import type { Clock } from '../../src/domain/shared/clock.port.js';
import { ports } from '../../src/wiring/port-identifiers.js';
import type { Slot } from '../../src/wiring/technology.js';
import { describeOn } from './needed-services.js';
import type { TestServer } from './servers/test-servers.js';

/** The two ways in which a store is down. */
export const OUTAGES = ['refuses connections', 'accepts and stays silent'] as const;

export type Outage = (typeof OUTAGES)[number];

/** What a contract asks of a store beside the calls of its port. */
export interface StoreUnderTest {
  /** The time of the store. */
  readonly clock: Clock;
  /** Removes everything that is stored. The ports must be taken again afterwards. */
  reset(): Promise<void>;
  /** Lets time pass for the store. Where the clock is the server's, the harness moves the stored expiries instead. */
  advance(ms: number): Promise<void>;
  breakStore(outage: Outage): Promise<void>;
  /** Ends the outage without telling the adapter. It does nothing where there is none. */
  mend(): Promise<void>;
  /** Rejects if a health indicator of the technology does. */
  health(): Promise<void>;
  close(): Promise<void>;
}

/** What some stores cannot be made to do. Only a store that needs no server cannot be broken. */
export type Ability = 'breakStore' | 'step' | 'count' | 'limit';

export interface Harness<UnderTest extends StoreUnderTest = StoreUnderTest> {
  /** What the store cannot be made to do, with the reason. The contract of such a store has no case that needs it. */
  readonly cannot?: Readonly<Partial<Record<Ability, string>>>;
  /** How much later than asked a server with a clock of its own may be. */
  readonly toleranceMs?: number;
  /** How long the store keeps what has expired, for clocks that are set back. It has no effect any more. */
  readonly keepsExpiredMs?: number;
  /** Without this server the suites are skipped. */
  readonly server?: TestServer;
  start(): Promise<UnderTest>;
}

/** One for every registered technology, or it does not compile. That of a deleted technology may stay behind. */
export type Harnesses<Registered extends Slot, Harness> = Readonly<
  Record<string, Harness> & Record<keyof Registered, Harness>
>;

/** What a contract is run over: every registered technology, with its harness. */
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

/** A case makes hundreds of calls, one after the other, and a real server writes to its disk for each. */
const LIMIT_ON_SERVERS_MS = 20_000;

/** `describe` for each subject of a contract. One whose server is missing is skipped by name, or fails where it is required. */
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
 * `it` for a case that needs abilities of the store. Without one of them there is no such case: a skipped case always means a
 * missing server.
 */
export function itNeeds({ cannot }: Pick<Harness, 'cannot'>, ...abilities: readonly Ability[]) {
  return (name: string, body: () => Promise<void>): void => {
    if (abilities.every((ability) => cannot?.[ability] === undefined)) it(name, body);
  };
}

const IN_PROCESS = 'the store lives in this process';

/** What is common to stores without a server. */
export const inProcess = {
  cannot: { breakStore: IN_PROCESS },
  breakStore: () => Promise.reject(new Error(IN_PROCESS)),
  mend: async () => {},
} as const;

export async function healthOf(container: Container): Promise<void> {
  const isBound = container.isBound(ports.HealthIndicator);
  const indicators = isBound ? await container.getAllAsync(ports.HealthIndicator) : [];
  await Promise.all(indicators.map((indicator) => indicator.check()));
}
