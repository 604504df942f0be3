import type { Clock } from '../../domain/shared/clock.port.js';
import type { Logger } from '../../domain/shared/logger.port.js';

/** Calls that were hastened take at most this part of the time, so that many revocations do not become many reads. */
const LARGEST_SHARE = 0.1;

/** Repeats a refresh with a pause after each call. Logs the beginning and the end of an outage. */
export class Refreshing {
  #isOver = false;
  #isInProgress = false;
  #isHastened = false;
  #timer: NodeJS.Timeout | undefined;
  #current: Promise<void> = Promise.resolve();
  /** In elapsed time. A hastened call does not begin earlier. */
  #earliest = 0;
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

  /** Shortens the pause. If a call is in progress, it may miss what is new, so the pause after it is shortened. */
  hasten(): void {
    if (this.#isHastened) return;
    this.#isHastened = true;
    if (!this.#isInProgress) this.#schedule();
  }

  /** Resolves when the current call has ended. */
  async stop(): Promise<void> {
    this.#isOver = true;
    clearTimeout(this.#timer);
    await this.#current;
  }

  async #run(): Promise<void> {
    this.#isInProgress = true;
    this.#isHastened = false;
    const begin = this.clock.elapsedMs();
    try {
      await this.refresh();
      this.#succeeded();
    } catch (error) {
      this.#failed(error);
    }
    const end = this.clock.elapsedMs();
    this.#earliest = end + Math.min((end - begin) * (1 / LARGEST_SHARE - 1), this.pauseMs);
    this.#isInProgress = false;
    this.#schedule();
  }

  #schedule(): void {
    if (this.#isOver) return;
    clearTimeout(this.#timer);
    const pauseMs = this.#isHastened ? this.#earliest - this.clock.elapsedMs() : this.pauseMs;
    this.#timer = setTimeout(() => void this.start(), pauseMs).unref();
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
