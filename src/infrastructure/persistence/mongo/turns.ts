import { DependencyUnavailable } from '../../../domain/shared/common.errors.js';

/**
 * Lets the tasks for one key run one after the other, within this process. Whoever waits for a task that finds the store away
 * has waited long enough, and fails as that one does.
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
