interface Interruption {
  readonly isDue: (place: string) => boolean;
  readonly action: (place: string) => Promise<unknown>;
}

/**
 * Places to step in: before and after each call that a use case makes to a port. What a test does there runs at exactly
 * that point, so races and half-way failures happen without chance.
 */
export class Interruptions {
  #waiting: Interruption[] = [];

  /**
   * Runs `action` once: at the n-th place from now on, or at the next one of that name, such as `before users.update`. It is
   * told the name.
   * What it throws is what the use case gets: before a call, which then does not happen, or in place of its answer.
   */
  at(place: number | string, action: (place: string) => Promise<unknown>): void {
    let passed = 0;
    const isDue = (name: string) => {
      passed += 1;
      return typeof place === 'number' ? passed === place : name === place;
    };
    this.#waiting.push({ isDue, action });
  }

  /** Whether something is still waiting for its place. */
  get arePending(): boolean {
    return this.#waiting.length > 0;
  }

  /** The port with its places named after `name`. */
  watch<Port extends object>(name: string, port: Port): Port {
    return new Proxy(port, {
      get: (_, member) => {
        const value = Reflect.get(port, member, port);
        if (typeof value !== 'function') return value;
        const call = `${name}.${String(member)}`;
        return async (...parameters: unknown[]) => {
          await this.#pass(`before ${call}`);
          const result = await value.apply(port, parameters);
          await this.#pass(`after ${call}`);
          return result;
        };
      },
    });
  }

  async #pass(place: string): Promise<void> {
    const due = this.#waiting.filter(({ isDue }) => isDue(place));
    this.#waiting = this.#waiting.filter((interruption) => !due.includes(interruption));
    for (const { action } of due) await action(place);
  }
}
