import { SystemClock } from '../../../../src/infrastructure/system/system-clock.js';
import { UuidIdGenerator } from '../../../../src/infrastructure/system/uuid-id-generator.js';

const UUID_V4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

it('returns the time of the system', () => {
  const before = Date.now();
  const now = new SystemClock().now().getTime();
  expect(now).toBeGreaterThanOrEqual(before);
  expect(now).toBeLessThanOrEqual(Date.now());
});

it('returns monotonic elapsed time', () => {
  const clock = new SystemClock();
  const readings = Array.from({ length: 1_000 }, () => clock.elapsedMs());
  expect(readings).toEqual([...readings].sort((a, b) => a - b));
  expect(readings.every(Number.isFinite)).toBe(true);
});

it('generates a different random UUID each time', () => {
  const ids = new UuidIdGenerator();
  const made = Array.from({ length: 3_000 }, () => ids.generate());
  expect(new Set<string>(made).size).toBe(3_000);
  for (const id of made) expect(id).toMatch(UUID_V4);
});
