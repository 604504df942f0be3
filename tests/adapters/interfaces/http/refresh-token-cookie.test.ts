import type { Response } from 'express';
import { RefreshTokenCookie } from '../../../../src/interfaces/http/refresh-token-cookie.js';
import { HOUR, START } from '../../../support/builders.js';
import { FakeClock } from '../../../support/fakes/fake-clock.js';

describe('RefreshTokenCookie', () => {
  it.each([
    ['as it was', 0, HOUR],
    ['set ahead since, past the end of the session', 2 * HOUR, 0],
  ])('CK-01 has no negative age: the clock is %s', (_, step, maxAge) => {
    const clock = new FakeClock();
    const cookie = new RefreshTokenCookie({ secure: true, sameSite: 'strict', allowedOrigins: [] }, clock);
    const given: unknown[] = [];
    const response = { cookie: (_name: string, _value: string, options: object) => given.push(options) };
    clock.step(step);
    cookie.set(response as unknown as Response, 'token', new Date(START.getTime() + HOUR));
    expect(given).toEqual([expect.objectContaining({ maxAge })]);
  });
});
