import { readlink } from 'node:fs/promises';
import { setPriority } from 'node:os';

export interface OperatingSystem {
  /** `<process>/task/<thread>` for a thread of libuv's pool, whichever is free. Rejects where there is no such name. */
  nameOfPoolThread(): Promise<string>;
  setPriority(thread: number, priority: number): void;
}

/** File operations run on the pool, so the thread that follows this link (proc(5)) is one of its threads. */
const LINUX: OperatingSystem = { nameOfPoolThread: () => readlink('/proc/thread-self'), setPriority };

/**
 * As a nice value, 0 to 19. The lowest would leave hashing a hundredth of a core that requests keep busy throughout, so that
 * a flood of them would keep everyone from logging in.
 */
export const POOL_PRIORITY = 15;

const ASKED_AT_A_TIME = 8;

/** Free threads take turns, so that none is left out for as many times. */
const TIMES_WITHOUT_NEWS = 8;

/**
 * Lets the threads that hash passwords work with what the others leave. Where cores are few, the thread that answers
 * requests would wait for its turn among them, for milliseconds each time, and a storm of logins would slow down everyone.
 * Hashing gets no slower for it, as the others need little.
 *
 * Only Linux gives each thread a priority of its own, and lets anyone lower it. Elsewhere all stay equal.
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
    // Not Linux, or not allowed: slower in a storm, and right all the same.
  }
}

/** Another process's name would come from a `/proc` that shows other namespaces, where the same number is someone else. */
function threadOf(name: string): number {
  const [processId, , threadId] = name.split('/');
  if (Number(processId) !== process.pid) throw new Error(`${name} is no thread of this process`);
  return Number(threadId);
}
