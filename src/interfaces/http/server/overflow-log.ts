import type { Clock } from '../../../domain/shared/clock.port.js';
import type { Logger } from '../../../domain/shared/logger.port.js';
import { CountedWarning } from '../counted-warning.js';
import type { Connection } from './connection.js';

const INTERVAL_MS = 60_000;

/** Reports connections that were closed because of a bound. Clients that open many of them must not fill the log. */
export function overflowLog(
  logger: Logger,
  clock: Pick<Clock, 'elapsedMs'>,
): (connection: Connection) => void {
  const message = 'Connections were closed because there were too many.';
  const warning = new CountedWarning(logger, clock, INTERVAL_MS, message);
  return ({ network }) => warning.report({ network });
}
