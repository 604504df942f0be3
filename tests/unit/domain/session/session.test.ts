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
  it('starts at generation 0 and lives for the idle time', () => {
    const session = Session.start(fields, sessionPolicy, START);
    expect(session.snapshot()).toEqual({
      ...fields,
      generation: 0,
      rotations: [],
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
      rotations: [{ from: 3, to: 3, at: at(2 * DAY) }],
      lastUsedAt: at(2 * DAY),
      expiresAt: at(9 * DAY),
      device,
    });
    expect(session.snapshot()).toEqual(before);
    expect(rotated.rotate(device, sessionPolicy, at(29 * DAY)).expiresAt).toEqual(at(30 * DAY));
  });

  it('RT-08 neither looks older nor ends sooner after a use while the clock is behind', () => {
    const ahead = aSession().rotate(device, sessionPolicy, at(HOUR));
    const { lastUsedAt, expiresAt } = ahead.rotate(device, sessionPolicy, START).snapshot();
    expect(lastUsedAt).toEqual(at(HOUR));
    expect(expiresAt).toEqual(at(HOUR + 7 * DAY));
    const shorter = { ...sessionPolicy, idleTtlMs: DAY };
    expect(ahead.rotate(device, shorter, START).expiresAt).toEqual(at(HOUR + DAY));
  });

  describe('determines the state of a presented token', () => {
    /** Generation 3 was consumed 4 s before generation 4, and generation 2 long before. */
    const rotations = [
      { from: 1, to: 2, at: at(-DAY) },
      { from: 3, to: 3, at: at(-4 * SECOND) },
      { from: 4, to: 4, at: START },
    ];
    const session = aSession({ generation: 5, rotations, lastUsedAt: START });
    const stateOf = (generation: number, sinceRotation: number, changes: Partial<SessionPolicy> = {}) =>
      session.tokenState(generation, { ...sessionPolicy, ...changes }, at(sinceRotation));

    it.each([
      [5, 0, 'current'],
      [5, 6 * DAY, 'current'],
      [4, 0, 'retry'],
      [4, 10 * SECOND - 1, 'retry'],
      [4, 10 * SECOND, 'retry'],
      [4, 10 * SECOND + 1, 'unused-successor'],
      [3, 0, 'retry'],
      [3, 6 * SECOND, 'retry'],
      [3, 6 * SECOND + 1, 'used-successor'],
      [2, 0, 'used-successor'],
      [0, 0, 'used-successor'],
      [6, 0, 'unknown'],
      [5_000, 0, 'unknown'],
    ])('RT-06 generation %i of 5, %i ms after the rotation: %s', (generation, sinceRotation, state) => {
      expect(stateOf(generation, sinceRotation)).toBe(state);
    });

    it.each([
      [5, 0, 'current'],
      [4, 0, 'lost-race'],
      [4, SECOND, 'lost-race'],
      [4, SECOND + 1, 'unused-successor'],
      [3, 0, 'used-successor'],
      [3, -3 * SECOND, 'lost-race'],
      [6, 0, 'unknown'],
    ])(
      'RT-07 with no grace, generation %i of 5, %i ms after the rotation: %s',
      (generation, sinceRotation, state) => {
        expect(stateOf(generation, sinceRotation, { graceMs: 0 })).toBe(state);
      },
    );

    it('RT-06 supports a grace time shorter than the race window', () => {
      expect(stateOf(4, 500, { graceMs: 500 })).toBe('retry');
      expect(stateOf(4, 501, { graceMs: 500 })).toBe('unused-successor');
    });

    it.each([
      [-5 * SECOND, 'retry'],
      [-10 * SECOND, 'retry'],
      [-10 * SECOND - 1, 'unused-successor'],
      [-HOUR, 'unused-successor'],
      [-30 * DAY, 'unused-successor'],
    ])('RT-06 after a step of the clock to %i ms from the rotation: %s', (sinceRotation, state) => {
      expect(stateOf(4, sinceRotation)).toBe(state);
    });

    it('RT-05 treats a token without a known rotation as reuse', () => {
      const forgetful = aSession({ generation: 5, rotations: [] });
      expect(forgetful.tokenState(4, sessionPolicy, START)).toBe('unused-successor');
      expect(forgetful.tokenState(3, sessionPolicy, START)).toBe('used-successor');
    });

    it('RT-06 keeps the rotations of the race window without a grace time', () => {
      const strict = { ...sessionPolicy, graceMs: 0 };
      const busy = [0, 500, 900].reduce((each, ms) => each.rotate(device, strict, at(ms)), aSession());
      expect([0, 1, 2].map((generation) => busy.tokenState(generation, strict, at(1_200)))).toEqual([
        'used-successor',
        'lost-race',
        'lost-race',
      ]);
    });
  });

  describe('when the clock is set back', () => {
    const start = new Date(START.getTime() + HOUR);
    const session = aSession({ lastUsedAt: start });
    const rotated = session.rotate({ userAgent: undefined, ipAddress: undefined }, sessionPolicy, START);

    it('RV-03 still knows until when tokens were issued, including retries', () => {
      const until = new Date(start.getTime() + sessionPolicy.graceMs);
      expect(session.lastIssuedAt(sessionPolicy)).toEqual(until);
      expect(rotated.lastIssuedAt(sessionPolicy)).toEqual(until);
    });

    it('does not look older after a use', () => {
      expect(rotated.snapshot().lastUsedAt).toEqual(start);
    });
  });
});
