export type LogLine = Readonly<Record<string, unknown>>;

/** The log of a service. The line of a request may follow shortly after its response, so lines can be awaited. */
export class LogBook {
  #text = '';
  #watchers: (() => void)[] = [];

  write(chunk: string): void {
    this.#text += chunk;
    for (const watcher of [...this.#watchers]) watcher();
  }

  /** The raw text of the log. */
  get text(): string {
    return this.#text;
  }

  /** The complete lines so far. Throws if a line is not JSON. */
  get lines(): LogLine[] {
    return this.#text
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line));
  }

  /** Resolves to the first line that matches. Waits for it as long as a test may take. */
  waitFor(matches: (line: LogLine) => boolean): Promise<LogLine> {
    return new Promise((resolve, reject) => {
      const look = (): void => {
        try {
          const found = this.lines.find(matches);
          if (!found) return;
          this.#watchers = this.#watchers.filter((watcher) => watcher !== look);
          resolve(found);
        } catch (error) {
          reject(error);
        }
      };
      this.#watchers.push(look);
      look();
    });
  }

  event(event: string, fields: LogLine = {}): Promise<LogLine> {
    const wanted = Object.entries({ event, ...fields });
    return this.waitFor((line) => wanted.every(([name, value]) => line[name] === value));
  }
}
