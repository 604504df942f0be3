import type { Logger } from '../../../domain/shared/logger.port.js';
import type { Connection } from './connection.js';

const INTERVAL_MS = 60_000;

/**
 * Reports connections that a bound has ended, in one line a minute at most: whoever opens them may not fill the log.
 * @param now milliseconds of a clock that never goes back
 */
export function overflowLog(
  logger: Logger,
  now: () => number = () => performance.now(),
): (connection: Connection) => void {
  let count = 0;
  let nextLineAt = Number.NEGATIVE_INFINITY;
  return ({ network }) => {
    count += 1;
    if (now() < nextLineAt) return;
    logger.warn({ count, network }, 'Connections were ended because there were too many.');
    count = 0;
    nextLineAt = now() + INTERVAL_MS;
  };
}
