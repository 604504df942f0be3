import { setTimeout } from 'node:timers/promises';
import { DependencyUnavailable } from '../../domain/shared/common.errors.js';

/** The result of an attempt when another write came between its read and its own write. */
export const OVERTAKEN = Symbol('overtaken');

/** Only writes of other instances can overtake an attempt. This number of them in a row means an overload. */
const ATTEMPTS = 30;

/** Milliseconds. A random pause keeps two instances from colliding again, and gives a replica set time to confirm the other write. */
const LONGEST_PAUSE_MS = 20;

/**
 * Repeats the attempt until no other write overtakes it.
 * @throws DependencyUnavailable when every attempt was overtaken
 */
export async function untilNotOvertaken<Result>(
  attempt: () => Promise<Result | typeof OVERTAKEN>,
): Promise<Result> {
  for (let number = 0; number < ATTEMPTS; number += 1) {
    const result = await attempt();
    if (result !== OVERTAKEN) return result;
    await setTimeout(Math.random() * LONGEST_PAUSE_MS);
  }
  const cause = new Error(`other writes came first in ${ATTEMPTS} attempts in a row`);
  throw new DependencyUnavailable('persistence', { cause });
}
