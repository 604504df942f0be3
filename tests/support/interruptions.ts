interface Interruption {
  readonly isDue: (place: string) => boolean;
  readonly action: (place: string) => Promise<unknown>;
}

const NONE: readonly Interruption[] = [];

/**
 * Runs code of a test before or after any call that a use case makes to a port. So races and half-way failures happen at exactly
 * that point, and not by chance.
 */
export class Interruptions {
  #waiting: Interruption[] = [];

  /**
   * Runs `action` once: at the n-th place from now on, or at the next place with that name, such as `before users.update`.
   * `action` receives the name. If `action` throws, the use case gets that error. Before a call, the call is then not made. After a
   * call, the error replaces its result.
   */
  at(place: number | string, action: (place: string) => Promise<unknown>): void {
    const isDue = typeof place === 'number' ? nth(place, () => true) : nth(1, (name) => name === place);
    this.#waiting.push({ isDue, action });
  }

  /** Does the same before the n-th call from now on. */
  beforeCall(call: number, action: (place: string) => Promise<unknown>): void {
    this.#waiting.push({ isDue: nth(call, (name) => name.startsWith('before ')), action });
  }

  /** Whether an action is still waiting for its place. */
  get arePending(): boolean {
    return this.#waiting.length > 0;
  }

  /** Returns the port with interruptible calls. `name` is the first part of the names of its places. */
  watch<Port extends object>(name: string, port: Port): Port {
    const calls = new Map<unknown, unknown>();
    return new Proxy(port, {
      get: (_, member) => {
        const value = Reflect.get(port, member, port);
        if (typeof value !== 'function') return value;
        const known = calls.get(value);
        if (known) return known;
        const call = this.#interruptible(`${name}.${String(member)}`, value.bind(port));
        calls.set(value, call);
        return call;
      },
    });
  }

  #interruptible(name: string, call: (...parameters: unknown[]) => unknown): typeof call {
    const [before, after] = [`before ${name}`, `after ${name}`];
    return async (...parameters) => {
      for (const { action } of this.#takeDue(before)) await action(before);
      const result = await call(...parameters);
      for (const { action } of this.#takeDue(after)) await action(after);
      return result;
    };
  }

  #takeDue(place: string): readonly Interruption[] {
    if (this.#waiting.length === 0) return NONE;
    const due = this.#waiting.filter(({ isDue }) => isDue(place));
    if (due.length > 0) this.#waiting = this.#waiting.filter((interruption) => !due.includes(interruption));
    return due;
  }
}

/** Whether a place is the n-th place that counts. */
function nth(n: number, counts: (place: string) => boolean): (place: string) => boolean {
  let passed = 0;
  return (place) => {
    passed += Number(counts(place));
    return passed === n;
  };
}
