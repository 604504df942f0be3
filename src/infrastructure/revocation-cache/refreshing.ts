import type { Clock } from '../../domain/shared/clock.port.js';
import type { Logger } from '../../domain/shared/logger.port.js';

/** Repeats a refresh with a pause after each call. Logs the beginning and the end of an outage. */
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

  /** Resolves when the current call has ended. */
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
    this.logger.warn(
      { err: error },
      'The copy of the revocations cannot be updated. Requests query the store.',
    );
  }

  #succeeded(): void {
    if (this.#downSince === undefined) return;
    const downMs = Math.round(this.clock.elapsedMs() - this.#downSince);
    this.#downSince = undefined;
    this.logger.warn({ downMs }, 'The copy of the revocations is updated again.');
  }
}
