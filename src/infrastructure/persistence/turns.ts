import { DependencyUnavailable } from '../../domain/shared/common.errors.js';

/**
 * Runs the tasks for one key one after the other, within this process. If a task cannot reach the store, the tasks that wait
 * for it fail with the same error, because they have waited long enough.
 */
export class Turns {
  readonly #last = new Map<string, Promise<unknown>>();

  async take<Result>(key: string, task: () => Promise<Result>): Promise<Result> {
    const goOn = (error: unknown) => {
      if (error instanceof DependencyUnavailable) throw error;
      return task();
    };
    const turn = this.#last.get(key)?.then(task, goOn) ?? task();
    this.#last.set(key, turn);
    try {
      return await turn;
    } finally {
      if (this.#last.get(key) === turn) this.#last.delete(key);
    }
  }
}
