import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** One open connection, and what is known of it. */
export class Connection {
  /** Responses end in the order of their requests, so the latest one speaks for all. */
  latestResponse: ServerResponse | undefined;

  #unreadSince: number | undefined;

  constructor(
    readonly socket: Socket,
    /** Undefined for a trusted proxy, which speaks for many clients. */
    readonly network: string | undefined,
  ) {}

  /** The head of a request has arrived whole, and its answer has not been sent yet. */
  get hasRequest(): boolean {
    return this.latestResponse !== undefined && !this.latestResponse.writableFinished;
  }

  /** The next step is the client's: to send a request or the rest of one, or to read its answer. */
  get waitsForClient(): boolean {
    return !this.hasRequest || !this.latestResponse?.req.complete || this.hasUnreadAnswer;
  }

  /**
   * For how long the client has left an answer unread, in milliseconds, as far as these calls could see.
   * @param now milliseconds of any clock that never goes back
   */
  unreadFor(now: number): number {
    this.#unreadSince = this.hasUnreadAnswer ? (this.#unreadSince ?? now) : undefined;
    return this.#unreadSince === undefined ? 0 : now - this.#unreadSince;
  }

  /** The system takes no more bytes for this client, because it has not read the earlier ones. */
  private get hasUnreadAnswer(): boolean {
    return this.socket.writableLength > 0;
  }
}
