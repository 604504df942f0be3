import { EX_IOERR, exitWith } from './start-error.js';

/**
 * Prints the result of a command. If it cannot be written, the process ends with one line, because nobody would see the rest of
 * the result.
 */
export class CliOutput {
  #lastWrite: Promise<void> = Promise.resolve();

  constructor(private readonly stream: NodeJS.WriteStream) {
    // Each write also passes its error to its callback.
    stream.on('error', () => {});
  }

  print(line: string): void {
    this.#lastWrite = new Promise((resolve) => {
      this.stream.write(`${line}\n`, (error) => (error ? refuse(error) : resolve()));
    });
  }

  /** Resolves when everything is written. A reader such as a pager may take its time. */
  written(): Promise<void> {
    return this.#lastWrite;
  }
}

function refuse({ code }: NodeJS.ErrnoException): never {
  return exitWith(`Standard output cannot be written: ${code}.`, EX_IOERR);
}
