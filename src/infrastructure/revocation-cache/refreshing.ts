import type { Clock } from '../../domain/shared/clock.port.js';
import type { Logger } from '../../domain/shared/logger.port.js';

/** Calls a refresh again and again, one call after the other. An outage is logged at its beginning and at its end. */
export class Refreshing {
  #isOver = false;
  #timer: NodeJS.Timeout | undefined;
  #current: Promise<void> = Promise.resolve();
  #downSince: number | undefined;

  constructor(
    private readonly refresh: () => Promise<void>,
    private readonly pauseMs: number,
    private readonly logger: Logger,
    private readonly clock: Clock,
  ) {}

  /** Resolves after the first call, whether it succeeds or not. */
  start(): Promise<void> {
    this.#current = this.#run();
    return this.#current;
  }

  /** Resolves when nothing is under way any more. */
  async stop(): Promise<void> {
    this.#isOver = true;
    clearTimeout(this.#timer);
    await this.#current;
  }

  async #run(): Promise<void> {
    try {
      await this.refresh();
      this.#succeeded();
    } catch (error) {
      this.#failed(error);
    }
    if (!this.#isOver) this.#timer = setTimeout(() => void this.start(), this.pauseMs).unref();
  }

  #failed(error: unknown): void {
    if (this.#downSince !== undefined) return;
    this.#downSince = this.clock.elapsedMs();
    this.logger.warn({ err: error }, 'Revocations cannot be copied. Requests ask their store.');
  }

  #succeeded(): void {
    if (this.#downSince === undefined) return;
    const downMs = Math.round(this.clock.elapsedMs() - this.#downSince);
    this.#downSince = undefined;
    this.logger.warn({ downMs }, 'Revocations are copied again.');
  }
}
