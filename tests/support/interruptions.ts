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
    const isDue = typeof place === 'number' ? nth(place, () => true) : nth(1, (name) => name === place);
    this.#waiting.push({ isDue, action });
  }

  /** The same before the n-th call from now on. */
  beforeCall(call: number, action: (place: string) => Promise<unknown>): void {
    this.#waiting.push({ isDue: nth(call, (name) => name.startsWith('before ')), action });
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
        const [before, after] = [`before ${call}`, `after ${call}`];
        return async (...parameters: unknown[]) => {
          for (const { action } of this.#takeDue(before)) await action(before);
          const result = await value.apply(port, parameters);
          for (const { action } of this.#takeDue(after)) await action(after);
          return result;
        };
      },
    });
  }

  #takeDue(place: string): readonly Interruption[] {
    const due = this.#waiting.filter(({ isDue }) => isDue(place));
    if (due.length > 0) this.#waiting = this.#waiting.filter((interruption) => !due.includes(interruption));
    return due;
  }
}

/** Whether a place is the n-th of those that count. */
function nth(n: number, counts: (place: string) => boolean): (place: string) => boolean {
  let passed = 0;
  return (place) => {
    passed += Number(counts(place));
    return passed === n;
  };
}
