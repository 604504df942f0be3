import type { ProcessLogger } from '../infrastructure/logging/pino-logger.js';

type Logger = ProcessLogger['logger'];

/** The state of a process after an error that nobody caught is unknown: it says so and lets its supervisor restart it. */
export function exitOnFatalError(logger: Logger, flush: () => void): void {
  const exit = (error: unknown, origin: string): void => {
    logger.fatal({ err: error, origin }, 'An error was caught by nobody. The process ends.');
    flush();
    process.exit(1);
  };
  process.on('uncaughtException', exit);
  process.on('unhandledRejection', (error) => exit(error, 'unhandledRejection'));
}

/** The first signal ends the process in order; a second one at once. */
export function exitOnSignal(logger: Logger, stop: () => Promise<void>): void {
  let stopping = false;
  const onSignal = (signal: NodeJS.Signals): void => {
    if (stopping) process.exit(1);
    stopping = true;
    logger.info(
      { signal },
      'Stopping: requests in flight are finished first. A second signal stops at once.',
    );
    void stop().then(() => process.exit(0));
  };
  process.on('SIGTERM', onSignal);
  process.on('SIGINT', onSignal);
}
