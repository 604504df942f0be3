import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** One open connection and its state. */
export class Connection {
  /** Responses end in the order of their requests, so the state of the latest one is enough. */
  latestResponse: ServerResponse | undefined;

  #unreadSince: number | undefined;

  constructor(
    readonly socket: Socket,
    /** Undefined for a trusted proxy, which has many clients behind it. */
    readonly network: string | undefined,
  ) {}

  /** Whether the head of a request has arrived and its response is not completely sent. */
  get hasRequest(): boolean {
    return this.latestResponse !== undefined && !this.latestResponse.writableFinished;
  }

  /** Whether the connection waits for the client, which has to send a request, send the rest of one, or read a response. */
  get waitsForClient(): boolean {
    return !this.hasRequest || !this.latestResponse?.req.complete || this.hasUnreadAnswer;
  }

  /**
   * How long the client has left a response unread, in milliseconds, counted from the first call that noticed it.
   * @param now milliseconds of a monotonic clock
   */
  unreadFor(now: number): number {
    this.#unreadSince = this.hasUnreadAnswer ? (this.#unreadSince ?? now) : undefined;
    return this.#unreadSince === undefined ? 0 : now - this.#unreadSince;
  }

  /** The socket buffer is full, because the client has not read the earlier bytes. */
  private get hasUnreadAnswer(): boolean {
    return this.socket.writableLength > 0;
  }
}
