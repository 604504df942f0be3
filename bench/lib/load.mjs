import autocannon from 'autocannon';
import { percentile } from './statistics.mjs';

/**
 * Closed-loop load: every connection is kept alive and sends its next request when it has the answer to the last one.
 * @param {autocannon.Options} options
 * @returns {Promise<{ perSecond: number, p99: number }>} p99 in milliseconds
 */
export async function load(options) {
  /** @type {number[]} autocannon's own percentiles are whole milliseconds. */
  const times = [];
  const run = autocannon(options);
  run.on('response', (_client, _status, _bytes, milliseconds) => times.push(milliseconds));

  const { errors, timeouts, non2xx, duration } = await run;
  if (errors + timeouts + non2xx > 0) {
    throw new Error(`${options.url}: ${errors} errors, ${timeouts} timeouts, ${non2xx} other than 2xx`);
  }
  return { perSecond: times.length / duration, p99: percentile(times, 99) };
}
