import { InMemorySessionRepository } from '../../../../src/infrastructure/persistence/in-memory/in-memory-session.repository.js';
import { InMemoryUserRepository } from '../../../../src/infrastructure/persistence/in-memory/in-memory-user.repository.js';
import { aSession, DAY, MINUTE, SECOND, START, userId } from '../../../support/builders.js';
import { FakeClock } from '../../../support/fakes/fake-clock.js';

const users = new InMemoryUserRepository();
const expiringIn = (ms: number) =>
  aSession({ userId: userId('ada'), expiresAt: new Date(START.getTime() + ms) });

describe('InMemorySessionRepository', () => {
  it('DS-05 deletes expired sessions at a later login, and keeps live ones', async () => {
    const clock = new FakeClock();
    const sessions = new InMemorySessionRepository(users, clock);
    const alive = expiringIn(10 * MINUTE);
    await sessions.insert(alive);
    for (let count = 0; count < 100; count += 1) await sessions.insert(expiringIn(5 * MINUTE));
    clock.advance(5 * MINUTE);
    await sessions.insert(expiringIn(20 * MINUTE));
    expect(sessions.size).toBe(2);
    expect(await sessions.findById(alive.id)).toBeDefined();
    expect(await sessions.findByUser(userId('ada'))).toHaveLength(2);
  });

  it('looks for expired sessions at most once a minute', async () => {
    const clock = new FakeClock();
    const sessions = new InMemorySessionRepository(users, clock);
    await sessions.insert(expiringIn(SECOND));
    clock.advance(MINUTE - 1);
    await sessions.insert(expiringIn(10 * MINUTE));
    expect(sessions.size).toBe(2);
    clock.advance(1);
    await sessions.insert(expiringIn(10 * MINUTE));
    expect(sessions.size).toBe(2);
  });

  it('RT-08 keeps live sessions while the wall clock is ahead by mistake', async () => {
    const clock = new FakeClock();
    const sessions = new InMemorySessionRepository(users, clock);
    const alive = expiringIn(DAY);
    await sessions.insert(alive);
    clock.step(7 * DAY);
    await sessions.insert(expiringIn(8 * DAY));
    clock.advance(MINUTE);
    await sessions.insert(expiringIn(8 * DAY));
    clock.step(-7 * DAY);
    expect(await sessions.findById(alive.id)).toBeDefined();
  });

  it('DS-05 still deletes expired sessions after the wall clock was set back', async () => {
    const clock = new FakeClock();
    const sessions = new InMemorySessionRepository(users, clock);
    clock.step(7 * DAY);
    await sessions.insert(expiringIn(MINUTE));
    clock.step(-7 * DAY);
    clock.advance(MINUTE);
    await sessions.insert(expiringIn(DAY));
    expect(sessions.size).toBe(1);
  });
});
