import type { Clock } from '../../domain/shared/clock.port.js';
import type { Logger } from '../../domain/shared/logger.port.js';

/** The time between two lines about one outage, and the time without failures after which a dependency counts as back. */
const INTERVAL_MS = 1_000;

interface Outage {
  readonly beganAt: number;
  lastFailureAt: number;
  lastLineAt: number;
  /** The number of failures since the last line. */
  count: number;
}

/**
 * Logs the outage of a dependency, and not each request that fails because of it: one stack at its beginning, one line a second
 * with the number of failures, and one line at its end. Otherwise an outage would fill the log.
 */
export class OutageLog {
  readonly #outages = new Map<string, Outage>();

  constructor(
    private readonly logger: Logger,
    private readonly clock: Clock,
  ) {}

  /** @param fields the fields of the line, such as the failed request, if a line is due */
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
   * Ends the outages of dependencies that answer again. If a dependency has just failed, its outage continues, because it may
   * answer its check and still fail requests.
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
