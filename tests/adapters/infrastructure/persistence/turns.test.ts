import { DependencyUnavailable } from '../../../../src/domain/shared/common.errors.js';
import { Turns } from '../../../../src/infrastructure/persistence/turns.js';

describe('Turns', () => {
  const away = new DependencyUnavailable('persistence');
  /** A task that the test ends. */
  const task = () => {
    const calls: { resolve(result: string): void; reject(error: Error): void }[] = [];
    const run = () => new Promise<string>((resolve, reject) => calls.push({ resolve, reject }));
    return { run, calls };
  };
  const settled = () => new Promise((resolve) => setImmediate(resolve));

  it('lets the tasks for one key run one after the other, in order', async () => {
    const turns = new Turns();
    const [first, second] = [task(), task()];
    const results = Promise.all([turns.take('one', first.run), turns.take('one', second.run)]);
    await settled();
    expect([first.calls.length, second.calls.length]).toEqual([1, 0]);
    first.calls[0]?.resolve('first');
    await settled();
    second.calls[0]?.resolve('second');
    expect(await results).toEqual(['first', 'second']);
  });

  it('lets the tasks for another key run meanwhile', async () => {
    const turns = new Turns();
    const first = task();
    const waiting = turns.take('one', first.run);
    expect(await turns.take('another', async () => 'another')).toBe('another');
    first.calls[0]?.resolve('first');
    expect(await waiting).toBe('first');
  });

  it('continues after a task that refuses', async () => {
    const turns = new Turns();
    const refusal = new Error('refused');
    const [refused, next] = await Promise.allSettled([
      turns.take('one', () => Promise.reject(refusal)),
      turns.take('one', async () => 'next'),
    ]);
    expect(refused).toEqual({ status: 'rejected', reason: refusal });
    expect(next).toEqual({ status: 'fulfilled', value: 'next' });
  });

  it('rejects the waiting tasks without starting them if a task finds the store unavailable', async () => {
    const turns = new Turns();
    const [first, second, third] = [task(), task(), task()];
    const results = Promise.allSettled([first, second, third].map(({ run }) => turns.take('one', run)));
    first.calls[0]?.reject(away);
    expect((await results).map((result) => 'reason' in result && result.reason)).toEqual([away, away, away]);
    expect([...second.calls, ...third.calls]).toEqual([]);
  });

  it('runs new tasks after the store was unavailable', async () => {
    const turns = new Turns();
    await expect(turns.take('one', () => Promise.reject(away))).rejects.toBe(away);
    expect(await turns.take('one', async () => 'back')).toBe('back');
  });
});
