type Hook = () => Promise<unknown>;
type MethodOf<Port> = keyof Port & string;

/**
 * A port with places to step in: what a test does before or after a method's next call runs at exactly that point of the
 * use case under test. That is how tests make races and half-way failures happen without chance.
 */
export class Interruptible<Port extends object> {
  readonly port: Port;
  readonly #hooks = new Map<string, Hook[]>();

  constructor(target: Port) {
    this.port = new Proxy(target, {
      get: (_, name) => {
        const member = Reflect.get(target, name, target);
        if (typeof member !== 'function') return member;
        return async (...parameters: unknown[]) => {
          await this.#run(`before ${String(name)}`);
          const result = await member.apply(target, parameters);
          await this.#run(`after ${String(name)}`);
          return result;
        };
      },
    });
  }

  /** Runs once, before the next call. What it throws is what the caller gets, and the call does not happen. */
  before(method: MethodOf<Port>, hook: Hook): void {
    this.#add(`before ${method}`, hook);
  }

  /** Runs once, after the next call has done its work. What it throws is what the caller gets in spite of that. */
  after(method: MethodOf<Port>, hook: Hook): void {
    this.#add(`after ${method}`, hook);
  }

  #add(place: string, hook: Hook): void {
    this.#hooks.set(place, [...(this.#hooks.get(place) ?? []), hook]);
  }

  async #run(place: string): Promise<void> {
    await this.#hooks.get(place)?.shift()?.();
  }
}
