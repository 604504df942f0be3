import { StartError } from '../../../src/composition/start-error.js';
import { StartRetry } from '../../../src/composition/start-retry.js';
import { FakeClock } from '../../support/fakes/fake-clock.js';

/** The clock advances during the wait for the next attempt. The test ends the time limit of an attempt. */
function createRetry(timeoutMs: number, { hangs = false } = {}) {
  const clock = new FakeClock();
  const lines: string[] = [];
  const wait = async (ms: number, signal?: AbortSignal): Promise<void> => {
    if (signal && !hangs) return new Promise(() => {});
    clock.advance(ms);
  };
  return { lines, retry: new StartRetry({ timeoutMs, clock, wait, report: (line) => lines.push(line) }) };
}

const refused = Object.assign(new Error('redis://user:password@host refused'), { code: 'ECONNREFUSED' });

async function errorOf(promise: Promise<unknown>): Promise<StartError> {
  const error: unknown = await promise.catch((reason: unknown) => reason);
  if (!(error instanceof StartError)) throw new Error('There was no such error.');
  return error;
}

describe('StartRetry', () => {
  it('CF-04 tries once a second until the server answers, and logs each failed attempt', async () => {
    const { retry, lines } = createRetry(30_000);
    let attempts = 0;
    const attempt = async (): Promise<string> => {
      attempts += 1;
      if (attempts < 3) throw refused;
      return 'client';
    };
    expect(await retry.untilReachable('PERSISTENCE=a', attempt)).toBe('client');
    expect(lines).toEqual([
      'PERSISTENCE=a cannot be reached: ECONNREFUSED. Trying for another 30 s.',
      'PERSISTENCE=a cannot be reached: ECONNREFUSED. Trying for another 29 s.',
    ]);
  });

  it('CF-04 gives up when the time limit of the start is over, including slow attempts', async () => {
    const { retry, lines } = createRetry(3_000);
    const never = () => Promise.reject(refused);
    const { message, exitCode } = await errorOf(retry.untilReachable('A', never));
    expect(exitCode).toBe(69);
    expect(message).toBe(
      'A cannot be reached: ECONNREFUSED. Gave up after 3 s (STORE_START_TIMEOUT_SECONDS).',
    );
    expect(lines).toHaveLength(3);
    await errorOf(retry.untilReachable('B', never));
    expect(lines).toHaveLength(3);
  });

  it('CF-04 does not hang if a server accepts connections but does not answer', async () => {
    const { retry } = createRetry(3_000, { hangs: true });
    const { message } = await errorOf(retry.untilReachable('A', () => new Promise(() => {})));
    expect(message).toContain('A cannot be reached: no answer.');
  });

  it.each([
    ['the code of a cause', new Error('password', { cause: refused }), 'ECONNREFUSED'],
    ['the class, where there is no code', new RangeError('password'), 'RangeError'],
    ['no code that is a text', Object.assign(new Error('x'), { code: 'the password is p' }), 'Error'],
    ['nothing of what is no error', 'password', 'unknown error'],
  ])('CF-04 LOG-01 tells %s', async (_, error, reason) => {
    const { retry } = createRetry(0);
    const { message } = await errorOf(retry.untilReachable('A', () => Promise.reject(error)));
    expect(message).toContain(`A cannot be reached: ${reason}. Gave up`);
  });
});
