import { readlink } from 'node:fs/promises';
import { setPriority } from 'node:os';

export interface OperatingSystem {
  /** `<process>/task/<thread>` of any free thread in libuv's pool. Rejects on a system without such names. */
  nameOfPoolThread(): Promise<string>;
  setPriority(thread: number, priority: number): void;
}

/** File operations run on the pool, so the thread that resolves this link (proc(5)) is a pool thread. */
const LINUX: OperatingSystem = { nameOfPoolThread: () => readlink('/proc/thread-self'), setPriority };

/**
 * A nice value, from 0 to 19. Nice 19 would leave hashing about one percent of a core that is busy with requests, so that a
 * flood of requests would prevent all logins.
 */
export const POOL_PRIORITY = 15;

const ASKED_AT_A_TIME = 8;

/** Rounds without a new thread after which all threads are taken to be found. Free threads take turns. */
const TIMES_WITHOUT_NEWS = 8;

/**
 * Lowers the priority of the threads that hash passwords. On a machine with few cores, the main thread would otherwise wait
 * for its turn among them, for milliseconds each time, and many logins would delay all other requests. Hashing becomes no
 * slower, because the main thread needs little time.
 *
 * Only Linux has a priority for each thread and lets any user lower it. On other systems nothing changes.
 */
export async function lowerPoolPriority(system = LINUX): Promise<void> {
  const lowered = new Set<string>();
  try {
    for (let withoutNews = 0; withoutNews < TIMES_WITHOUT_NEWS; withoutNews += 1) {
      const names = await Promise.all(Array.from({ length: ASKED_AT_A_TIME }, system.nameOfPoolThread));
      for (const name of names) {
        if (lowered.has(name)) continue;
        system.setPriority(threadOf(name), POOL_PRIORITY);
        lowered.add(name);
        withoutNews = 0;
      }
    }
  } catch {
    // Not Linux, or not permitted. The service is correct without it, only slower during many logins.
  }
}

/** A `/proc` of another PID namespace names another process, in which the same thread number is somebody else's thread. */
function threadOf(name: string): number {
  const [processId, , threadId] = name.split('/');
  if (Number(processId) !== process.pid) throw new Error(`${name} is not a thread of this process`);
  return Number(threadId);
}
