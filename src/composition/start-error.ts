import { escapeHiddenInLines } from '../domain/shared/hidden-characters.js';

/** The process cannot start, for a reason that its operator can fix. The message is complete, so no stack is shown. */
export class StartError extends Error {
  constructor(
    message: string,
    /** A code of sysexits.h. */
    readonly exitCode: number,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'StartError';
  }
}

/** A setting or a store does not meet the requirements of this version. */
export const EX_CONFIG = 78;

/** Something that the process needs does not answer. */
export const EX_UNAVAILABLE = 69;

/** Output cannot be written. */
export const EX_IOERR = 74;

/**
 * Writes to standard error, even if the log is silent. A message may quote input, so control characters are escaped for the
 * terminal.
 */
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

/** Ends the process if it cannot start. Rethrows any other error. */
export function exitOnStartError(error: unknown): never {
  if (error instanceof StartError) return exitWith(error.message, error.exitCode);
  throw error;
}
