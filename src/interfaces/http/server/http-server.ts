import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Express } from 'express';
import { addressIn } from '../forwarded-address.js';
import type { Readiness } from '../readiness.js';
import { answerClientErrors } from './client-error.js';
import type { Connection } from './connection.js';
import {
  CONNECTION_LIMITS,
  DRAIN_ARRIVAL_TIMEOUT_MS,
  DRAIN_INTERVAL_MS,
  DRAIN_TIMEOUT_MS,
  MAX_HEADERS_COUNT,
  UNREAD_ANSWER_TIMEOUT_MS,
} from './connection-limits.js';
import { createExpressServer } from './express-server.js';
import type { OpenConnections } from './open-connections.js';

/** The listening socket of the API, from its opening to its orderly end. */
export class HttpServer {
  private readonly server: Server;

  constructor(
    app: Express,
    private readonly readiness: Readiness,
    private readonly connections: OpenConnections,
    /** The network to which a peer's connections are counted; undefined for a trusted proxy. */
    private readonly networkOf: (peer: string) => string | undefined,
  ) {
    // The application does that itself, so that this refusal too is a problem document.
    this.server = createExpressServer(app, { ...CONNECTION_LIMITS, requireHostHeader: false });
    this.server.maxHeadersCount = MAX_HEADERS_COUNT;
    this.server.on('connection', (socket) => this.accept(socket));
    this.server.prependListener('request', (_request, response) => connections.answering(response));
    // Node would refuse an expectation that it does not know with a bare 417; it may be ignored (RFC 9110 §10.1.1).
    this.server.on('checkExpectation', (...exchange) => this.server.emit('request', ...exchange));
    answerClientErrors(this.server);
  }

  /** Resolves to the URL once connections are accepted; rejects when the address is taken. */
  async listen(port: number, host: string): Promise<string> {
    this.server.listen(port, host);
    await once(this.server, 'listening');
    this.endUnreadAnswers();
    const { port: actualPort } = this.server.address() as AddressInfo;
    return `http://${host.includes(':') ? `[${host}]` : host}:${actualPort}`;
  }

  /** Turns unready, takes no new connection, and resolves when the last request is answered or its time is over. */
  async drain(): Promise<void> {
    this.readiness.startDraining();
    // Whoever asks once more on a connection that is kept alive is told that it was the last time.
    this.server.prependListener('request', (_request, response) => response.setHeader('Connection', 'close'));
    const closed = once(this.server, 'close');
    this.server.close();
    // What is cut off here was never taken as a request, so its client can send it to another instance.
    let isOver = (connection: Connection): boolean => !connection.hasRequest;
    const endOver = (): void => this.connections.endWhere((connection) => isOver(connection));
    endOver();
    const timers = [
      setInterval(endOver, DRAIN_INTERVAL_MS),
      setTimeout(() => {
        isOver = ({ waitsForClient }) => waitsForClient;
      }, DRAIN_ARRIVAL_TIMEOUT_MS),
      setTimeout(() => this.server.closeAllConnections(), DRAIN_TIMEOUT_MS),
    ];
    await closed;
    for (const timer of timers) clearTimeout(timer);
    // The server closes before the last of them do, and a request that was cut off is logged only then.
    await this.connections.allClosed();
  }

  private accept(socket: Socket): void {
    // Node remembers what it could read here. After a reset, the address can no longer be read.
    const peer = socket.remoteAddress && addressIn(socket.remoteAddress);
    if (peer) this.connections.add(socket, this.networkOf(peer));
    else socket.destroy();
  }

  private endUnreadAnswers(): void {
    const sweep = setInterval(() => {
      const now = performance.now();
      this.connections.endWhere((connection) => connection.unreadFor(now) >= UNREAD_ANSWER_TIMEOUT_MS);
    }, CONNECTION_LIMITS.connectionsCheckingInterval);
    this.server.once('close', () => clearInterval(sweep));
  }
}
