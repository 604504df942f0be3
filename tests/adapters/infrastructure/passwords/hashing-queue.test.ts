import { jest } from '@jest/globals';
import { Overloaded } from '../../../../src/domain/user/user.errors.js';
import { HashingQueue, type JobOwner } from '../../../../src/infrastructure/passwords/hashing-queue.js';
import {
  hashingQueueVariables,
  toHashingQueueLimits,
} from '../../../../src/infrastructure/passwords/hashing-queue.variables.js';

const ada: JobOwner = { account: 'ada', network: 'home' };

/** Queued jobs that the test ends. `started` lists the jobs that have begun. */
function createJobs(limits: { concurrency: number; maxWaiting: number; maxWaitMs: number }) {
  const queue = new HashingQueue(limits);
  const started: string[] = [];
  const finish = new Map<string, (result: Promise<string>) => void>();
  const run = (name: string, owner = ada) =>
    queue.run(() => {
      started.push(name);
      return new Promise<string>((resolve) => finish.set(name, resolve));
    }, owner);
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
  it('runs up to the allowed number of jobs and starts the next ones in order, without delay', async () => {
    const { started, run, end } = createJobs({ concurrency: 2, maxWaiting: 9, maxWaitMs: 2_000 });
    const results = Promise.all(['a', 'b', 'c', 'd'].map((name) => run(name)));
    expect(started).toEqual(['a', 'b']);
    await end('b');
    expect(started).toEqual(['a', 'b', 'c']);
    await end('a');
    expect(started).toEqual(['a', 'b', 'c', 'd']);
    await end('c');
    await end('d');
    await expect(results).resolves.toEqual(['a', 'b', 'c', 'd']);
  });

  it('refuses a job before it starts if the queue is full', async () => {
    const { started, run } = createJobs({ concurrency: 1, maxWaiting: 2, maxWaitMs: 2_000 });
    void run('working');
    void run('waiting').catch(() => undefined);
    void run('waiting too').catch(() => undefined);
    const refusal: unknown = await run('one too many').catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(Overloaded);
    expect(refusal).toMatchObject({ retryAfterMs: 2_000 });
    expect(started).toEqual(['working']);
  });

  it('refuses a job that waited too long, and never starts it', async () => {
    const { started, run, end } = createJobs({ concurrency: 1, maxWaiting: 2, maxWaitMs: 2_000 });
    void run('working');
    let outcome: unknown;
    void run('late').catch((error: unknown) => {
      outcome = error;
    });
    await jest.advanceTimersByTimeAsync(1_999);
    expect(outcome).toBeUndefined();
    void run('later');
    await jest.advanceTimersByTimeAsync(1);
    expect(outcome).toBeInstanceOf(Overloaded);
    await end('working');
    expect(started).toEqual(['working', 'later']);
  });

  it('does not limit the time of a job that has started', async () => {
    const { run, end } = createJobs({ concurrency: 1, maxWaiting: 1, maxWaitMs: 2_000 });
    const first = run('first');
    const second = run('second');
    await end('first');
    expect(jest.getTimerCount()).toBe(0);
    await jest.advanceTimersByTimeAsync(10_000);
    await end('second');
    await expect(Promise.all([first, second])).resolves.toEqual(['first', 'second']);
  });

  it('gives the place of a failed job to the next one', async () => {
    const { started, run, end } = createJobs({ concurrency: 1, maxWaiting: 1, maxWaitMs: 2_000 });
    const failing = run('failing').catch((error: unknown) => error);
    void run('next');
    await end('failing', Promise.reject(new Error('out of memory')));
    await expect(failing).resolves.toMatchObject({ message: 'out of memory' });
    expect(started).toEqual(['failing', 'next']);
  });

  it('has all its places free after a burst', async () => {
    const { started, run, end } = createJobs({ concurrency: 1, maxWaiting: 1, maxWaitMs: 2_000 });
    void run('a');
    void run('b');
    await end('a');
    await end('b');
    void run('c');
    void run('d').catch(() => undefined);
    expect(started).toEqual(['a', 'b', 'c']);
  });

  describe('between owners', () => {
    const owner = (account: string, network = account): JobOwner => ({ account, network });

    /** Ends the jobs in the order in which they begin. Returns that order without the first job. */
    const drain = async ({ started, end }: ReturnType<typeof createJobs>) => {
      for (let index = 0; index < started.length; index += 1) await end(started[index] ?? '');
      return started.slice(1);
    };

    it('takes turns: a job waits behind one job of each other owner', async () => {
      const jobs = createJobs({ concurrency: 1, maxWaiting: 9, maxWaitMs: 2_000 });
      void jobs.run('working');
      for (const name of ['a1', 'a2', 'a3', 'a4']) void jobs.run(name, owner('a'));
      for (const name of ['b1', 'b2']) void jobs.run(name, owner('b'));
      void jobs.run('c1', owner('c'));
      expect(await drain(jobs)).toEqual(['a1', 'b1', 'c1', 'a2', 'b2', 'a3', 'a4']);
    });

    it('continues from the current round when an owner comes later', async () => {
      const jobs = createJobs({ concurrency: 1, maxWaiting: 9, maxWaitMs: 2_000 });
      void jobs.run('working');
      for (const name of ['a1', 'a2', 'a3', 'a4', 'a5']) void jobs.run(name, owner('a'));
      for (const name of ['working', 'a1', 'a2']) await jobs.end(name);
      for (const name of ['b1', 'b2']) void jobs.run(name, owner('b'));
      await jobs.end('a3');
      expect(jobs.started.at(-1)).toBe('a4');
      await jobs.end('a4');
      expect(jobs.started.at(-1)).toBe('b1');
      await jobs.end('b1');
      expect(jobs.started.at(-1)).toBe('a5');
    });

    it.each([
      ['one network, whatever accounts it names', (index: number) => owner(`account-${index}`, 'busy')],
      ['one account, from whatever networks', (index: number) => owner('busy', `network-${index}`)],
    ])('takes the last place of %s for a newcomer', async (_, busy) => {
      const jobs = createJobs({ concurrency: 1, maxWaiting: 3, maxWaitMs: 2_000 });
      void jobs.run('working');
      const refused: string[] = [];
      const run = (name: string, of: JobOwner) => jobs.run(name, of).catch(() => refused.push(name));
      for (const index of [1, 2, 3, 4]) void run(`busy-${index}`, busy(index));
      void run('newcomer', owner('newcomer'));
      await jest.advanceTimersByTimeAsync(0);
      expect(refused.sort()).toEqual(['busy-3', 'busy-4']);
      expect(await drain(jobs)).toEqual(['busy-1', 'newcomer', 'busy-2']);
      expect(jest.getTimerCount()).toBe(0);
    });

    it('refuses the new job if every owner has one waiting job', async () => {
      const jobs = createJobs({ concurrency: 1, maxWaiting: 2, maxWaitMs: 2_000 });
      void jobs.run('working');
      for (const name of ['a', 'b']) void jobs.run(name, owner(name));
      await expect(jobs.run('c', owner('c'))).rejects.toBeInstanceOf(Overloaded);
      expect(await drain(jobs)).toEqual(['a', 'b']);
    });
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
