import { setTimeout } from 'node:timers/promises';

export interface Answer {
  /** The status, or 0 if the connection broke before the answer. */
  readonly status: number;
  readonly retryAfter: string | null;
  readonly ms: number;
}

/** Answers that no client may get: a broken connection or an internal error. */
export function isFailure({ status }: Answer): boolean {
  return status === 0 || status >= 500;
}

/** Clients that send requests. Each one sends its next request after the answer to the last one. */
export class Load {
  readonly answers: Answer[] = [];
  readonly #clients: Promise<unknown>;
  #isOver = false;

  constructor(
    /** Sends one request. */
    ask: () => Promise<Response>,
    clients = 8,
  ) {
    this.#clients = Promise.all(Array.from({ length: clients }, () => this.#repeat(ask)));
  }

  /** Resolves after this number of further answers. */
  async answered(count: number): Promise<void> {
    const goal = this.answers.length + count;
    while (this.answers.length < goal) await setTimeout(1);
  }

  /** Stops the clients. Resolves to all answers after the last one has arrived. */
  async stop(): Promise<readonly Answer[]> {
    this.#isOver = true;
    await this.#clients;
    return this.answers;
  }

  async #repeat(ask: () => Promise<Response>): Promise<void> {
    while (!this.#isOver) this.answers.push(await answerTo(ask));
  }
}

export async function answerTo(ask: () => Promise<Response>): Promise<Answer> {
  const start = performance.now();
  const answered = (status: number, retryAfter: string | null) => ({
    status,
    retryAfter,
    ms: performance.now() - start,
  });
  try {
    const response = await ask();
    await response.arrayBuffer();
    return answered(response.status, response.headers.get('Retry-After'));
  } catch {
    return answered(0, null);
  }
}
