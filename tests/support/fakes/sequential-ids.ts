import type { IdGenerator } from '../../../src/domain/shared/id-generator.port.js';

/** Sequential ids, which make the output of failing tests readable. */
export class SequentialIds implements IdGenerator {
  #last = 0;

  generate(): string {
    this.#last += 1;
    return `id-${this.#last}`;
  }
}
