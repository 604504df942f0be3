/** The cost of one hash. Units and names are those of RFC 9106 §3.1. */
export interface Argon2Parameters {
  /** KiB. */
  readonly memory: number;
  readonly iterations: number;
  readonly parallelism: number;
}

/**
 * The highest cost that a stored hash may have. Somebody who can write to the database must not be able to block a thread: a
 * hash with 4 GiB and 10 iterations takes a minute (ASVS 15.2.2).
 */
export const MAX_PARAMETERS: Argon2Parameters = { memory: 262_144, iterations: 10, parallelism: 4 };

/** The parameter sets of equal strength in the OWASP Password Storage Cheat Sheet (ASVS 11.4.2). */
const FLOORS: readonly Omit<Argon2Parameters, 'parallelism'>[] = [
  { memory: 47_104, iterations: 1 },
  { memory: 19_456, iterations: 2 },
  { memory: 12_288, iterations: 3 },
];

export const FLOOR_RULE = FLOORS.map(({ memory, iterations }) => `${memory} KiB for ${iterations}`).join(
  ', ',
);

export function areStrongEnough({ memory, iterations }: Omit<Argon2Parameters, 'parallelism'>): boolean {
  return FLOORS.some((floor) => memory >= floor.memory && iterations >= floor.iterations);
}

export function areWithinBounds({ memory, iterations, parallelism }: Argon2Parameters): boolean {
  return (
    // RFC 9106 §3.1: at least 8 KiB a lane.
    memory >= 8 * parallelism &&
    memory <= MAX_PARAMETERS.memory &&
    iterations >= 1 &&
    iterations <= MAX_PARAMETERS.iterations &&
    parallelism >= 1 &&
    parallelism <= MAX_PARAMETERS.parallelism
  );
}
