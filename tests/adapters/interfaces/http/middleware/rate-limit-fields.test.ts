import { rateLimitFields } from '../../../../../src/interfaces/http/rate-limit-fields.js';

const quota = { policy: 'log-in', limit: 20, windowMs: 60_000, remaining: 3 };

describe('rateLimitFields', () => {
  it('LG-09 rounds up to whole seconds', () => {
    expect(rateLimitFields({ ...quota, resetAfterMs: 1_001 })).toEqual({
      'RateLimit-Policy': '"log-in";q=20;w=60',
      RateLimit: '"log-in";r=3;t=2',
    });
  });

  it.each([-1, -3_600_000])(
    'LG-09 tells no time before now, as after a clock was set: %d ms',
    (resetAfterMs) => {
      expect(rateLimitFields({ ...quota, resetAfterMs })['RateLimit']).toBe('"log-in";r=3;t=0');
    },
  );
});
