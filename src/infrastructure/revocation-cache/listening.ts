import type { RevocationFeed } from '../../domain/access-token/revocation-feed.port.js';
import type { Logger } from '../../domain/shared/logger.port.js';

const RETRY_PAUSE_MS = 1_000;

/** Listens to the notifications of a feed, and begins again after each failure. */
export class Listening {
  readonly #stopped = new AbortController();
  #isLost = false;
  #retry: NodeJS.Timeout | undefined;
  #current: Promise<void> = Promise.resolve();

  constructor(
    private readonly feed: Pick<RevocationFeed, 'notifications'>,
    private readonly onNotification: () => void,
    private readonly logger: Logger,
  ) {}

  start(): void {
    this.#current = this.#listen(this.#stopped.signal);
  }

  /** Resolves when no connection is open any more. */
  async stop(): Promise<void> {
    this.#stopped.abort();
    clearTimeout(this.#retry);
    await this.#current;
  }

  async #listen(signal: AbortSignal): Promise<void> {
    try {
      for await (const _notification of this.feed.notifications(signal)) {
        this.#isLost = false;
        this.onNotification();
      }
    } catch (error) {
      if (signal.aborted) return;
      this.#lost(error);
      this.#retry = setTimeout(() => this.start(), RETRY_PAUSE_MS).unref();
    }
  }

  #lost(error: unknown): void {
    if (this.#isLost) return;
    this.#isLost = true;
    this.logger.info({ err: error }, 'The store does not notify of revocations at the moment.');
  }
}
