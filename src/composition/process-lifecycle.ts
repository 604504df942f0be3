import type { ProcessLogger } from '../infrastructure/logging/pino-logger.js';

/** Counted from the end of the shutdown delay. Draining has its own limit of ten seconds. The process does not wait longer for adapters that do not close. */
export const STOP_TIMEOUT_MS = 15_000;

/** After an uncaught error, the state of the process is unknown. It logs the error and exits, so that its supervisor restarts it. */
export function exitOnFatalError(processLogger: ProcessLogger): void {
  const onError = (error: unknown, origin: string): void => {
    processLogger.logger.fatal({ err: error, origin }, 'An uncaught error ends the process.');
    exit(processLogger, 1);
  };
  process.once('uncaughtException', onError);
  process.once('unhandledRejection', (error) => onError(error, 'unhandledRejection'));
}

/**
 * The first signal ends the process gracefully, the second one at once.
 * @param delayMs how long `stop` waits before it begins
 */
export function exitOnSignal(processLogger: ProcessLogger, delayMs: number, stop: () => Promise<void>): void {
  const onSecondSignal = (): void => exit(processLogger, 1);
  const onSignal = (signal: NodeJS.Signals): void => {
    for (const name of SIGNALS) process.off(name, onSignal).once(name, onSecondSignal);
    const message = 'Stopping after the requests in flight. A second signal stops at once.';
    processLogger.logger.info({ signal }, message);
    setTimeout(exit, delayMs + STOP_TIMEOUT_MS, processLogger, 1).unref();
    void stop().then(() => exit(processLogger, 0));
  };
  for (const name of SIGNALS) process.on(name, onSignal);
}

/**
 * Supervisors send SIGTERM, and some send SIGQUIT. A terminal sends SIGINT and SIGQUIT for key combinations, and SIGHUP when it
 * is closed.
 */
const SIGNALS = ['SIGTERM', 'SIGINT', 'SIGQUIT', 'SIGHUP'] as const;

/** Exits when the last log line is written, which has a time limit. */
function exit({ end }: ProcessLogger, code: number): void {
  void end().then(() => process.exit(code));
}
