import { setTimeout } from 'node:timers/promises';
import { DependencyUnavailable } from '../../../domain/shared/common.errors.js';

/** What an attempt resolves to when another write came between its read and its own write. */
export const OVERTAKEN = Symbol('overtaken');

/** Each attempt can only be overtaken by a write of another instance, so that this many in a row are an overload. */
const ATTEMPTS = 30;

/** A random part of it keeps two instances from meeting again, and lets a majority get what was written. */
const LONGEST_PAUSE_MS = 20;

/** @throws DependencyUnavailable when every attempt was overtaken */
export async function untilNotOvertaken<Result>(
  attempt: () => Promise<Result | typeof OVERTAKEN>,
): Promise<Result> {
  for (let number = 0; number < ATTEMPTS; number += 1) {
    const result = await attempt();
    if (result !== OVERTAKEN) return result;
    await setTimeout(Math.random() * LONGEST_PAUSE_MS);
  }
  const cause = new Error(`other writes came first ${ATTEMPTS} times in a row`);
  throw new DependencyUnavailable('persistence', { cause });
}
