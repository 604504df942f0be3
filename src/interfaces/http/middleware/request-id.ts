import { randomBytes } from 'node:crypto';

/**
 * Request ids: a random prefix and a counter. They are unique across restarts and instances and cheaper than UUIDs
 * (docs/performance.md). They can be guessed, which is harmless, because they only serve to find log lines.
 */
export function requestIds(): () => string {
  const prefix = randomBytes(6).toString('hex');
  let count = 0;
  return () => {
    count += 1;
    return `${prefix}-${count.toString(36)}`;
  };
}
