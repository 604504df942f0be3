import { Session } from '../../../../src/domain/session/session.js';
import type { SessionPolicy } from '../../../../src/domain/session/session-policy.js';
import {
  aSession,
  DAY,
  HOUR,
  SECOND,
  START,
  sessionId,
  sessionPolicy,
  userId,
} from '../../../support/builders.js';

const at = (ms: number) => new Date(START.getTime() + ms);
const device = { userAgent: 'curl/8', ipAddress: '2001:db8::1' };
const fields = { id: sessionId('s-1'), userId: userId('u-1'), nonce: 'n', device };

describe('Session', () => {
  it('starts at generation 0 and lives its idle time', () => {
    const session = Session.start(fields, sessionPolicy, START);
    expect(session.snapshot()).toEqual({
      ...fields,
      generation: 0,
      createdAt: START,
      lastUsedAt: START,
      expiresAt: at(7 * DAY),
      absoluteExpiresAt: at(30 * DAY),
    });
    const { id, userId: owner, nonce, generation, createdAt, lastUsedAt, expiresAt } = session;
    const read = { id, userId: owner, nonce, generation, createdAt, lastUsedAt, expiresAt };
    expect(session.snapshot()).toMatchObject(read);
  });

  it('RT-08 never lives longer than its absolute time, however long it may be idle', () => {
    const session = Session.start(fields, { ...sessionPolicy, idleTtlMs: 40 * DAY }, START);
    expect(session.expiresAt).toEqual(at(30 * DAY));
    expect(session.rotate(device, { ...sessionPolicy, idleTtlMs: 40 * DAY }, at(DAY)).expiresAt).toEqual(
      at(30 * DAY),
    );
  });

  it('RT-08 lives up to the instant at which it expires', () => {
    const session = aSession({ expiresAt: at(HOUR) });
    expect(session.isLive(at(HOUR - 1))).toBe(true);
    expect(session.isLive(at(HOUR))).toBe(false);
  });

  it('RT-08 rotates to the next generation, with new idle time and the old absolute end', () => {
    const session = aSession({ generation: 3 });
    const before = { ...session.snapshot() };
    const rotated = session.rotate(device, sessionPolicy, at(2 * DAY));
    expect(rotated.snapshot()).toEqual({
      ...before,
      generation: 4,
      lastUsedAt: at(2 * DAY),
      expiresAt: at(9 * DAY),
      device,
    });
    expect(session.snapshot()).toEqual(before);
    expect(rotated.rotate(device, sessionPolicy, at(29 * DAY)).expiresAt).toEqual(at(30 * DAY));
  });

  describe('judges a presented generation', () => {
    const session = aSession({ generation: 5, lastUsedAt: START });
    const judge = (generation: number, sinceRotation: number, changes: Partial<SessionPolicy> = {}) =>
      session.judge(generation, { ...sessionPolicy, ...changes }, at(sinceRotation));

    it.each([
      [5, 0, 'current'],
      [5, 6 * DAY, 'current'],
      [4, 0, 'retry'],
      [4, 10 * SECOND - 1, 'retry'],
      [4, 10 * SECOND, 'retry'],
      [4, 10 * SECOND + 1, 'reuse'],
      [3, 0, 'reuse'],
      [0, 0, 'reuse'],
      [6, 0, 'unknown'],
      [5_000, 0, 'unknown'],
    ])('RT-06 generation %i of 5, %i ms after the rotation: %s', (generation, sinceRotation, verdict) => {
      expect(judge(generation, sinceRotation)).toBe(verdict);
    });

    it.each([
      [5, 0, 'current'],
      [4, 0, 'lost-race'],
      [4, SECOND, 'lost-race'],
      [4, SECOND + 1, 'reuse'],
      [3, 0, 'reuse'],
      [6, 0, 'unknown'],
    ])(
      'RT-07 with no grace, generation %i of 5, %i ms after the rotation: %s',
      (generation, sinceRotation, verdict) => {
        expect(judge(generation, sinceRotation, { graceMs: 0 })).toBe(verdict);
      },
    );

    it('RT-06 has a grace time shorter than the race window too', () => {
      expect(judge(4, 500, { graceMs: 500 })).toBe('retry');
      expect(judge(4, 501, { graceMs: 500 })).toBe('reuse');
    });

    it('takes a clock that is behind that of the rotation for no reuse', () => {
      expect(judge(4, -5 * SECOND)).toBe('retry');
    });
  });
});
