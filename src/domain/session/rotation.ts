import { distanceMs } from '../shared/instant.js';

/** A record that refresh tokens were consumed: those of the generations `from` to `to`, the last of them `at` this instant. */
export interface Rotation {
  readonly from: number;
  readonly to: number;
  readonly at: Date;
}

/** Rotations that are closer together than this share of the remembered time become one record. */
const SHARES = 16;

/** More than two records for each share exist only while the clock jumps to and fro. */
const MAX_RECORDS = 40;

/**
 * Adds the rotation that consumed the token of `generation`, and forgets what is further away than `spanMs`: any number of
 * rotations fits into few records.
 */
export function recordRotation(
  rotations: readonly Rotation[],
  generation: number,
  at: Date,
  spanMs: number,
): readonly Rotation[] {
  const [lastButOne, last] = rotations.slice(-2);
  const isCrowded = lastButOne && last && distanceMs(lastButOne.at, at) < spanMs / SHARES;
  const before = isCrowded ? rotations.slice(0, -1) : rotations;
  const latest = { from: isCrowded ? last.from : generation, to: generation, at };
  return [...before, latest].filter((rotation) => distanceMs(rotation.at, at) <= spanMs).slice(-MAX_RECORDS);
}

/** When the token of a generation was consumed, or a little later. `undefined` for what is forgotten. */
export function consumedAt(rotations: readonly Rotation[], generation: number): Date | undefined {
  return rotations.find(({ from, to }) => from <= generation && generation <= to)?.at;
}
