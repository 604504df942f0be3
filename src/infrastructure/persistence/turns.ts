import { DependencyUnavailable } from '../../domain/shared/common.errors.js';

/**
 * Runs the tasks for one key one after the other, within this process. If a task finds the store away, the tasks that wait for it
 * have waited long enough and fail with the same error.
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
