import { escapeHiddenInLines } from '../domain/shared/hidden-characters.js';

/** The process cannot start, for a reason that its operator can mend. The message says all there is to know. */
export class StartError extends Error {
  constructor(
    message: string,
    /** Of sysexits.h. */
    readonly exitCode: number,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'StartError';
  }
}

/** A setting or a store is not as this version needs it. */
export const EX_CONFIG = 78;

/** Something that the process needs does not answer. */
export const EX_UNAVAILABLE = 69;

/** Output cannot be written. */
export const EX_IOERR = 74;

/** To standard error, also where the log is silent. A message may quote what it is about; a terminal must not obey it. */
export function report(message: string): void {
  if (!process.stderr.listeners('error').includes(ignore)) process.stderr.on('error', ignore);
  process.stderr.write(`${escapeHiddenInLines(message)}\n`);
}

/** Without a listener, a full disk or a reader that closes standard error would end the process. */
function ignore(): void {}

export function exitWith(message: string, exitCode: number): never {
  report(message);
  process.exit(exitCode);
}

/** Ends the process where it cannot start. Any other error is thrown on. */
export function exitOnStartError(error: unknown): never {
  if (error instanceof StartError) return exitWith(error.message, error.exitCode);
  throw error;
}
