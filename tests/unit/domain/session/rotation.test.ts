import { consumedAt, type Rotation, recordRotation } from '../../../../src/domain/session/rotation.js';
import { SECOND, START } from '../../../support/builders.js';

const SPAN = 16 * SECOND;
const at = (ms: number) => new Date(START.getTime() + ms);
const recorded = (instants: readonly number[], spanMs = SPAN) =>
  instants.reduce<readonly Rotation[]>(
    (rotations, ms, generation) => recordRotation(rotations, generation, at(ms), spanMs),
    [],
  );
const msOf = (rotations: readonly Rotation[], generation: number) => {
  const instant = consumedAt(rotations, generation);
  return instant && instant.getTime() - START.getTime();
};

describe('RT-06 the record of rotations', () => {
  it('is empty for a session that was never refreshed', () => {
    expect(recorded([])).toEqual([]);
    expect(consumedAt([], 0)).toBeUndefined();
  });

  it('knows each rotation that is at least a share of the span after the last but one', () => {
    const instants = [0, 500, 1_000, 1_500, 9_000];
    const rotations = recorded(instants);
    expect(instants.map((_, generation) => msOf(rotations, generation))).toEqual(instants);
    expect(consumedAt(rotations, 5)).toBeUndefined();
  });

  it('dates those in a crowd later by less than a share of the span, and none earlier', () => {
    const instants = Array.from({ length: 150 }, (_, index) => index * 100);
    const rotations = recorded(instants);
    for (const [generation, instant] of instants.entries()) {
      const later = (msOf(rotations, generation) ?? Number.NaN) - instant;
      expect(later).toBeGreaterThanOrEqual(0);
      expect(later).toBeLessThan(SPAN / 16);
    }
    expect(rotations.length).toBeLessThanOrEqual(34);
  });

  it('deletes records that are older than the span', () => {
    const rotations = recorded([-30 * SECOND, -1, 0, 8 * SECOND, SPAN]);
    expect([0, 1, 2, 3, 4].map((generation) => msOf(rotations, generation))).toEqual([
      undefined,
      undefined,
      0,
      8 * SECOND,
      SPAN,
    ]);
  });

  it('is one record for a session that is refreshed occasionally', () => {
    expect(recorded([0, 900, 1_800].map((seconds) => seconds * SECOND))).toEqual([
      { from: 2, to: 2, at: at(1_800 * SECOND) },
    ]);
  });

  it('deletes records that a step of the clock moves out of the span, in either direction', () => {
    for (const step of [-3_600 * SECOND, 3_600 * SECOND]) {
      const rotations = recorded([0, 100, step]);
      expect(rotations).toEqual([{ from: 2, to: 2, at: at(step) }]);
    }
  });

  it('is bounded even while the clock jumps ahead and back', () => {
    const jumps = Array.from({ length: 1_000 }, (_, index) => (index % 3) * 5 * SECOND);
    const rotations = recorded(jumps);
    expect(rotations).toHaveLength(40);
    expect(rotations.at(-1)?.to).toBe(999);
  });
});
