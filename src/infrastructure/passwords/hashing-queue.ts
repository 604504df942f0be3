import { Overloaded } from '../../domain/user/user.errors.js';

export interface HashingQueueLimits {
  /** Jobs that run at the same time. More jobs than cores only make each of them slower. */
  readonly concurrency: number;
  /** Jobs that wait at the same time. */
  readonly maxWaiting: number;
  readonly maxWaitMs: number;
}

/** Jobs with the same account or the same network count as jobs of one owner. */
export interface JobOwner {
  readonly account: string;
  readonly network: string;
}

interface Waiter {
  readonly owner: JobOwner;
  /** In each round, every owner gets one turn. */
  readonly round: number;
  readonly start: () => void;
  readonly refuse: () => void;
}

/**
 * Runs a limited number of hashing jobs, lets a bounded number of jobs wait for a bounded time, and refuses the rest. Clients
 * that flood the service with logins are refused; other clients are still served (ASVS 15.1.3, 15.2.2).
 *
 * Owners take turns (start-time fair queueing): a job waits for at most one job of each other owner, however many jobs that
 * owner has queued. When the queue is full, the job with the latest round is refused, which belongs to the owner with the most
 * jobs. So one owner may use all free places, and gives them up as soon as another owner needs them.
 */
export class HashingQueue {
  #working = 0;
  /** The round of the job that started last. */
  #round = 0;
  /** Ordered by round, and by arrival within a round. */
  readonly #waiting: Waiter[] = [];

  constructor(private readonly limits: HashingQueueLimits) {}

  /** @throws Overloaded before the job has started */
  async run<T>(job: () => Promise<T>, owner: JobOwner): Promise<T> {
    if (this.#working >= this.limits.concurrency) return this.#wait(() => this.#work(job), owner);
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

  #wait<T>(work: () => Promise<T>, owner: JobOwner): Promise<T> {
    const { maxWaiting, maxWaitMs } = this.limits;
    return new Promise((resolve, reject) => {
      const refuse = () => {
        clearTimeout(timer);
        reject(new Overloaded(maxWaitMs));
      };
      const start = () => {
        clearTimeout(timer);
        resolve(work());
      };
      const waiter = { owner, round: this.#nextRoundOf(owner), start, refuse };
      const timer = setTimeout(() => {
        this.#waiting.splice(this.#waiting.indexOf(waiter), 1);
        refuse();
      }, maxWaitMs);
      this.#enqueue(waiter);
      if (this.#waiting.length > maxWaiting) this.#waiting.pop()?.refuse();
    });
  }

  #nextRoundOf({ account, network }: JobOwner): number {
    const last = this.#waiting.findLast(
      ({ owner }) => owner.account === account || owner.network === network,
    );
    return (last?.round ?? this.#round) + 1;
  }

  #enqueue(waiter: Waiter): void {
    const place = this.#waiting.findLastIndex(({ round }) => round <= waiter.round) + 1;
    this.#waiting.splice(place, 0, waiter);
  }

  /**
   * Passes the place directly to the next job in order, so that a new job cannot overtake it. The next job starts before the
   * caller of the finished one continues, so that no core is idle meanwhile.
   */
  #handOver(): void {
    const next = this.#waiting.shift();
    if (!next) {
      this.#working -= 1;
      return;
    }
    this.#round = next.round;
    next.start();
  }
}
