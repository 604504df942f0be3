import { Overloaded } from '../../domain/user/user.errors.js';

export interface HashingQueueLimits {
  /** Jobs at work at a time. More than there are cores only makes each of them slower. */
  readonly concurrency: number;
  /** Jobs waiting at a time. */
  readonly maxWaiting: number;
  readonly maxWaitMs: number;
}

interface Waiter {
  readonly start: () => void;
  readonly timer: NodeJS.Timeout;
}

/**
 * Lets as many hashing jobs work as there are cores, lets a bounded number wait for a bounded time, and refuses the rest:
 * a flood of logins costs its own callers their answer, not everyone else theirs (ASVS 15.1.3, 15.2.2).
 */
export class HashingQueue {
  #working = 0;
  readonly #waiting: Waiter[] = [];

  constructor(private readonly limits: HashingQueueLimits) {}

  /** @throws Overloaded before the job has begun */
  async run<T>(job: () => Promise<T>): Promise<T> {
    if (this.#working >= this.limits.concurrency) return this.#wait(() => this.#work(job));
    this.#working += 1;
    return this.#work(job);
  }

  async #work<T>(job: () => Promise<T>): Promise<T> {
    try {
      return await job();
    } finally {
      this.#handOver();
    }
  }

  #wait<T>(start: () => Promise<T>): Promise<T> {
    const { maxWaiting, maxWaitMs } = this.limits;
    return new Promise((resolve, reject) => {
      if (this.#waiting.length >= maxWaiting) return reject(new Overloaded(maxWaitMs));
      const timer = setTimeout(() => {
        this.#waiting.splice(this.#waiting.indexOf(waiter), 1);
        reject(new Overloaded(maxWaitMs));
      }, maxWaitMs);
      const waiter = { start: () => resolve(start()), timer };
      this.#waiting.push(waiter);
    });
  }

  /**
   * The place goes straight to the one who has waited longest, so that no newcomer overtakes. The job begins before whoever
   * got the last one's result goes on, so that no core idles meanwhile.
   */
  #handOver(): void {
    const next = this.#waiting.shift();
    if (!next) {
      this.#working -= 1;
      return;
    }
    clearTimeout(next.timer);
    next.start();
  }
}
