import { jest } from '@jest/globals';
import { throttling } from '../../src/infrastructure/throttling/index.js';
import { type Harnesses, registered } from './harnesses.js';

export interface ThrottlingHarness {
  readonly environment: Record<string, string>;
  /** Lets time pass for the technology's store. */
  readonly advance: (ms: number) => Promise<void>;
  /** Why this technology need not limit anything. It must admit all the same. */
  readonly neverLimits?: string;
}

const advanceTimers = async (ms: number) => {
  await jest.advanceTimersByTimeAsync(ms);
};

export const throttlingHarnesses: Harnesses<typeof throttling, ThrottlingHarness> = {
  'in-memory': { environment: {}, advance: advanceTimers },
  none: {
    environment: {},
    advance: advanceTimers,
    neverLimits: 'it takes limits out of the way of load tests, and production refuses it',
  },
};

export const limitingHarnesses = registered(throttling, throttlingHarnesses).filter(
  ([, { neverLimits }]) => neverLimits === undefined,
);
