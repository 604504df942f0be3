import { jest } from '@jest/globals';
import { Overloaded } from '../../../../src/domain/user/user.errors.js';
import { HashingQueue } from '../../../../src/infrastructure/passwords/hashing-queue.js';
import {
  hashingQueueVariables,
  toHashingQueueLimits,
} from '../../../../src/infrastructure/passwords/hashing-queue.variables.js';

/** Jobs that end when a test says so, in a queue; `started` names those that have begun. */
function createJobs(limits: { concurrency: number; maxWaiting: number; maxWaitMs: number }) {
  const queue = new HashingQueue(limits);
  const started: string[] = [];
  const finish = new Map<string, (result: Promise<string>) => void>();
  const run = (name: string) =>
    queue.run(() => {
      started.push(name);
      return new Promise<string>((resolve) => finish.set(name, resolve));
    });
  const end = async (name: string, result: Promise<string> = Promise.resolve(name)) => {
    finish.get(name)?.(result);
    await jest.advanceTimersByTimeAsync(0);
  };
  return { started, run, end };
}

beforeEach(() => {
  jest.useFakeTimers();
});

afterEach(() => {
  jest.useRealTimers();
});

describe('DS-03 the hashing queue', () => {
  it('runs as many jobs as it may and starts the next ones in order, at once', async () => {
    const { started, run, end } = createJobs({ concurrency: 2, maxWaiting: 9, maxWaitMs: 2_000 });
    const results = Promise.all(['a', 'b', 'c', 'd'].map(run));
    expect(started).toEqual(['a', 'b']);
    await end('b');
    expect(started).toEqual(['a', 'b', 'c']);
    await end('a');
    expect(started).toEqual(['a', 'b', 'c', 'd']);
    await end('c');
    await end('d');
    await expect(results).resolves.toEqual(['a', 'b', 'c', 'd']);
  });

  it('refuses a job when enough are waiting, before it begins', async () => {
    const { started, run } = createJobs({ concurrency: 1, maxWaiting: 2, maxWaitMs: 2_000 });
    void run('working');
    void run('waiting').catch(() => undefined);
    void run('waiting too').catch(() => undefined);
    const refusal: unknown = await run('one too many').catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(Overloaded);
    expect(refusal).toMatchObject({ retryAfterMs: 2_000 });
    expect(started).toEqual(['working']);
  });

  it('refuses a job that waited too long, and never begins it', async () => {
    const { started, run, end } = createJobs({ concurrency: 1, maxWaiting: 2, maxWaitMs: 2_000 });
    void run('working');
    const late = run('late').catch((error: unknown) => error);
    await jest.advanceTimersByTimeAsync(1_999);
    void run('later');
    await jest.advanceTimersByTimeAsync(1);
    await expect(late).resolves.toBeInstanceOf(Overloaded);
    await end('working');
    expect(started).toEqual(['working', 'later']);
  });

  it('lets a job that has begun take its time', async () => {
    const { run, end } = createJobs({ concurrency: 1, maxWaiting: 1, maxWaitMs: 2_000 });
    const first = run('first');
    const second = run('second');
    await end('first');
    expect(jest.getTimerCount()).toBe(0);
    await jest.advanceTimersByTimeAsync(10_000);
    await end('second');
    await expect(Promise.all([first, second])).resolves.toEqual(['first', 'second']);
  });

  it('hands on the place of a job that failed', async () => {
    const { started, run, end } = createJobs({ concurrency: 1, maxWaiting: 1, maxWaitMs: 2_000 });
    const failing = run('failing').catch((error: unknown) => error);
    void run('next');
    await end('failing', Promise.reject(new Error('out of memory')));
    await expect(failing).resolves.toMatchObject({ message: 'out of memory' });
    expect(started).toEqual(['failing', 'next']);
  });

  it('is as free after a rush as before', async () => {
    const { started, run, end } = createJobs({ concurrency: 1, maxWaiting: 1, maxWaitMs: 2_000 });
    void run('a');
    void run('b');
    await end('a');
    await end('b');
    void run('c');
    void run('d').catch(() => undefined);
    expect(started).toEqual(['a', 'b', 'c']);
  });

  it('never admits more than libuv has threads', () => {
    const parse = (variable: keyof typeof hashingQueueVariables, text?: string) =>
      hashingQueueVariables[variable].parse(text);
    const variables = {
      HASHING_CONCURRENCY: parse('HASHING_CONCURRENCY', '16'),
      HASHING_QUEUE_LIMIT: parse('HASHING_QUEUE_LIMIT'),
      HASHING_QUEUE_TIMEOUT_MS: parse('HASHING_QUEUE_TIMEOUT_MS'),
      UV_THREADPOOL_SIZE: parse('UV_THREADPOOL_SIZE'),
    };
    expect(toHashingQueueLimits(variables)).toEqual({ concurrency: 4, maxWaiting: 64, maxWaitMs: 2_000 });
    expect(toHashingQueueLimits({ ...variables, UV_THREADPOOL_SIZE: 8 }).concurrency).toBe(8);
    expect(parse('HASHING_CONCURRENCY')).toBeLessThanOrEqual(4);
  });
});
