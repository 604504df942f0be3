import type { IdGenerator } from '../../src/domain/shared/id-generator.port.js';

/** Ids that a failing test can be read by. */
export class SequentialIds implements IdGenerator {
  #last = 0;

  generate(): string {
    this.#last += 1;
    return `id-${this.#last}`;
  }
}
