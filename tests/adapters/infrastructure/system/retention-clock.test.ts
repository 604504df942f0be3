import { RetentionClock } from '../../../../src/infrastructure/system/retention-clock.js';
import { DAY, HOUR, MINUTE, START } from '../../../support/builders.js';
import { FakeClock } from '../../../support/fakes/fake-clock.js';

function setUp() {
  const clock = new FakeClock();
  const retention = new RetentionClock(clock);
  return { clock, sinceStart: () => retention.now() - START.getTime() };
}

describe('RetentionClock', () => {
  it('equals the wall clock while that is not set', () => {
    const { clock, sinceStart } = setUp();
    expect(sinceStart()).toBe(0);
    clock.advance(HOUR);
    expect(sinceStart()).toBe(HOUR);
    clock.advance(3 * DAY);
    expect(sinceStart()).toBe(3 * DAY + HOUR);
  });

  it('follows a step back at once', () => {
    const { clock, sinceStart } = setUp();
    clock.step(-HOUR);
    expect(sinceStart()).toBe(-HOUR);
    clock.advance(MINUTE);
    expect(sinceStart()).toBe(MINUTE - HOUR);
  });

  it('RV-03 follows a step ahead after a day', () => {
    const { clock, sinceStart } = setUp();
    clock.step(HOUR);
    expect(sinceStart()).toBe(0);
    clock.advance(DAY - 1);
    expect(sinceStart()).toBe(DAY - 1);
    clock.advance(1);
    expect(sinceStart()).toBe(DAY + HOUR);
  });

  it('follows by the smallest step of that day', () => {
    const { clock, sinceStart } = setUp();
    clock.step(HOUR);
    sinceStart();
    clock.advance(HOUR);
    clock.step(-MINUTE);
    sinceStart();
    clock.step(2 * HOUR);
    clock.advance(DAY - HOUR);
    expect(sinceStart()).toBe(DAY + HOUR - MINUTE);
  });

  it('restarts the day when the step ahead is reverted', () => {
    const { clock, sinceStart } = setUp();
    for (let time = 0; time < 3; time += 1) {
      clock.step(HOUR);
      sinceStart();
      clock.advance(DAY - 1);
      clock.step(-HOUR);
      expect(sinceStart()).toBe((time + 1) * (DAY - 1));
    }
  });

  it('is never ahead of the wall clock', () => {
    const { clock, sinceStart } = setUp();
    for (const step of [DAY, -HOUR, 3 * DAY, -2 * DAY, MINUTE, -4 * DAY, HOUR]) {
      clock.step(step);
      for (let hour = 0; hour < 30; hour += 1) {
        clock.advance(HOUR);
        expect(sinceStart()).toBeLessThanOrEqual(clock.now().getTime() - START.getTime());
      }
    }
  });
});
