import type { ProcessLogger } from '../infrastructure/logging/pino-logger.js';

/** Draining has its own limit of ten seconds; adapters that do not close after that are left behind. */
const STOP_TIMEOUT_MS = 15_000;

/** The state of a process after an error that nobody caught is unknown: it says so and lets its supervisor restart it. */
export function exitOnFatalError({ logger, flush }: ProcessLogger): void {
  const exit = (error: unknown, origin: string): void => {
    logger.fatal({ err: error, origin }, 'An error was caught by nobody. The process ends.');
    flush();
    process.exit(1);
  };
  process.on('uncaughtException', exit);
  process.on('unhandledRejection', (error) => exit(error, 'unhandledRejection'));
}

/** The first signal ends the process in order; a second one at once. */
export function exitOnSignal({ logger, flush }: ProcessLogger, stop: () => Promise<void>): void {
  let stopping = false;
  const exit = (code: number): never => {
    flush();
    process.exit(code);
  };
  const onSignal = (signal: NodeJS.Signals): void => {
    if (stopping) exit(1);
    stopping = true;
    logger.info(
      { signal },
      'Stopping: requests in flight are finished first. A second signal stops at once.',
    );
    setTimeout(exit, STOP_TIMEOUT_MS, 1).unref();
    void stop().then(() => exit(0));
  };
  process.on('SIGTERM', onSignal);
  process.on('SIGINT', onSignal);
}
