import { distanceMs } from '../shared/instant.js';

/** Records that the refresh tokens of the generations `from` to `to` were consumed, the last one at the instant `at`. */
export interface Rotation {
  readonly from: number;
  readonly to: number;
  readonly at: Date;
}

/** Rotations that are closer together than this fraction of `spanMs` share one record. */
const SHARES = 16;

/** More than two records per fraction exist only if the clock jumps back and forth. */
const MAX_RECORDS = 40;

/**
 * Adds the rotation that consumed the token of `generation` and drops records that are further away than `spanMs`. The number of
 * records is small for any number of rotations.
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

/** When the token of a generation was consumed, or slightly later. `undefined` if the record was dropped. */
export function consumedAt(rotations: readonly Rotation[], generation: number): Date | undefined {
  return rotations.find(({ from, to }) => from <= generation && generation <= to)?.at;
}
