import { setTimeout } from 'node:timers/promises';

const LIMIT_MS = 3_000;
const PAUSE_MS = 10;

/** Repeats the expectation until it holds, for asynchronous work of a store. Fails with the last failure. */
export async function eventually(expectation: () => Promise<void>, limitMs = LIMIT_MS): Promise<void> {
  const end = performance.now() + limitMs;
  for (;;) {
    try {
      return await expectation();
    } catch (error) {
      if (performance.now() >= end) throw error;
      await setTimeout(PAUSE_MS);
    }
  }
}
