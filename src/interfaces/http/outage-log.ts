import type { Clock } from '../../domain/shared/clock.port.js';
import type { Logger } from '../../domain/shared/logger.port.js';

/** Between two lines about one outage; and how long nothing may fail before a dependency counts as back. */
const INTERVAL_MS = 1_000;

interface Outage {
  readonly beganAt: number;
  lastFailureAt: number;
  lastLineAt: number;
  /** Failures since the last line. */
  count: number;
}

/**
 * Logs the outage of a dependency, and not each request that it fails: one stack when the outage begins, one line a second
 * with the number of failures while it lasts, and one line when it is over. Otherwise the log is the next thing to fill up.
 */
export class OutageLog {
  readonly #outages = new Map<string, Outage>();

  constructor(
    private readonly logger: Logger,
    private readonly clock: Clock,
  ) {}

  /** @param fields of the line, such as the request that failed, where a line is due */
  failed(dependency: string, error: unknown, fields: object = {}): void {
    const now = this.clock.elapsedMs();
    const outage = this.#outages.get(dependency);
    if (outage === undefined) {
      this.#outages.set(dependency, { beganAt: now, lastFailureAt: now, lastLineAt: now, count: 0 });
      this.logger.error({ dependency, err: error, ...fields }, 'A dependency is down.');
      return;
    }
    outage.lastFailureAt = now;
    outage.count += 1;
    if (now - outage.lastLineAt < INTERVAL_MS) return;
    this.logger.warn({ dependency, count: outage.count, ...fields }, 'A dependency is still down.');
    outage.lastLineAt = now;
    outage.count = 0;
  }

  /**
   * Ends the outages of dependencies that answer again. One that failed a moment ago may answer its check and fail its
   * requests, so its outage goes on.
   */
  endWhere(answers: (dependency: string) => boolean): void {
    const now = this.clock.elapsedMs();
    for (const [dependency, { beganAt, lastFailureAt, count }] of this.#outages) {
      if (!answers(dependency) || now - lastFailureAt < INTERVAL_MS) continue;
      this.#outages.delete(dependency);
      this.logger.info({ dependency, count, downMs: Math.round(now - beganAt) }, 'A dependency is back.');
    }
  }
}
