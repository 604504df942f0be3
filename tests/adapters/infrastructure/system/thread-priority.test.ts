import { readlink } from 'node:fs/promises';
import { getPriority } from 'node:os';
import { lowerPoolPriority, POOL_PRIORITY } from '../../../../src/infrastructure/system/thread-priority.js';

/** A system whose pool threads answer in the order that the test chooses. */
function fakeSystem(nameOfPoolThread: (count: number) => string) {
  const lowered: [thread: number, priority: number][] = [];
  let count = 0;
  const system = {
    async nameOfPoolThread() {
      count += 1;
      return nameOfPoolThread(count);
    },
    setPriority(thread: number, priority: number) {
      lowered.push([thread, priority]);
    },
  };
  return { system, lowered };
}

const nameOf = (thread: number) => `${process.pid}/task/${thread}`;

it('lowers each thread of the pool once, even one that is rarely free', async () => {
  const { system, lowered } = fakeSystem((count) => nameOf(count % 60 === 0 ? 7 : 1 + (count % 3)));
  await lowerPoolPriority(system);
  expect(lowered.sort()).toEqual([1, 2, 3, 7].map((thread) => [thread, POOL_PRIORITY]));
});

it('lowers all threads of a pool that is larger than one batch of queries', async () => {
  const { system, lowered } = fakeSystem((count) => nameOf(count % 100));
  await lowerPoolPriority(system);
  expect(new Set(lowered.map(([thread]) => thread)).size).toBe(100);
});

it('lowers nothing if the name belongs to another process', async () => {
  const { system, lowered } = fakeSystem(() => `${process.pid + 1}/task/${process.pid + 2}`);
  await lowerPoolPriority(system);
  expect(lowered).toEqual([]);
});

it.each<[string, Partial<Parameters<typeof lowerPoolPriority>[0]>]>([
  ['threads have no name', { nameOfPoolThread: () => Promise.reject(new Error('ENOENT')) }],
  [
    'priorities may not be changed',
    {
      setPriority: () => {
        throw new Error('EACCES');
      },
    },
  ],
])('changes nothing where %s', async (_, otherwise) => {
  const { system, lowered } = fakeSystem(() => nameOf(1));
  await lowerPoolPriority({ ...system, ...otherwise });
  expect(lowered).toEqual([]);
});

const onLinux = process.platform === 'linux' ? it : it.skip;

onLinux('reaches the real pool, and leaves the thread that answers requests as it was', async () => {
  const before = getPriority(process.pid);
  await lowerPoolPriority();
  const name = await readlink('/proc/thread-self');
  expect(getPriority(Number(name.split('/').at(-1)))).toBe(POOL_PRIORITY);
  expect(getPriority(process.pid)).toBe(before);
});
