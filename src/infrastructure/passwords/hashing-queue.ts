import { Overloaded } from '../../domain/user/user.errors.js';

export interface HashingQueueLimits {
  /** Jobs at work at a time. More than there are cores only makes each of them slower. */
  readonly concurrency: number;
  /** Jobs waiting at a time. */
  readonly maxWaiting: number;
  readonly maxWaitMs: number;
}

/** Jobs that have the account or the network in common share their turns. */
export interface JobOwner {
  readonly account: string;
  readonly network: string;
}

interface Waiter {
  readonly owner: JobOwner;
  /** Of the waiting jobs of one account or network, one gets its turn in each round. */
  readonly round: number;
  readonly start: () => void;
  readonly refuse: () => void;
}

/**
 * Lets as many hashing jobs work as there are cores, lets a bounded number wait for a bounded time, and refuses the rest:
 * a flood of logins costs its own callers their answer, not everyone else theirs (ASVS 15.1.3, 15.2.2).
 *
 * Turns go around (start-time fair queueing): a job waits behind one job of each other owner, however many those have
 * waiting. When too many wait, the job of the latest round is refused, which is one of whoever has the most of them. So
 * one owner may use every place that nobody else asks for, and gives it back as soon as somebody does.
 */
export class HashingQueue {
  #working = 0;
  /** The round of the job that began last. */
  #round = 0;
  /** By round, and within a round by arrival. */
  readonly #waiting: Waiter[] = [];

  constructor(private readonly limits: HashingQueueLimits) {}

  /** @throws Overloaded before the job has begun */
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
   * The place goes straight to the one whose turn it is, so that no newcomer overtakes. The job begins before whoever got
   * the last one's result goes on, so that no core idles meanwhile.
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
