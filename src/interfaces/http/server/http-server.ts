import { once } from 'node:events';
import type { Server } from 'node:http';
import { type AddressInfo, Server as NetServer, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import type { Express } from 'express';
import { addressIn } from '../forwarded-address.js';
import type { CrossOriginHeaders } from '../middleware/cors.js';
import { originOf } from '../origin-of.js';
import type { Readiness } from '../readiness.js';
import { answerClientErrors } from './client-error.js';
import type { Connection } from './connection.js';
import {
  CONNECTION_LIMITS,
  type ConnectionTimes,
  DRAIN_ARRIVAL_TIMEOUT_MS,
  DRAIN_IDLE_TIMEOUT_MS,
  DRAIN_INTERVAL_MS,
  DRAIN_TIMEOUT_MS,
  MAX_HEADERS_COUNT,
  UNREAD_ANSWER_TIMEOUT_MS,
} from './connection-limits.js';
import { createExpressServer } from './express-server.js';
import type { OpenConnections } from './open-connections.js';

/** The HTTP server of the API, from listening to graceful shutdown. */
export class HttpServer {
  private readonly server: Server;

  constructor(
    app: Express,
    private readonly readiness: Readiness,
    private readonly connections: OpenConnections,
    /** The network that the connections of a peer count for. Undefined for a trusted proxy. */
    private readonly networkOf: (peer: string) => string | undefined,
    private readonly times: ConnectionTimes,
    crossOriginHeaders: CrossOriginHeaders,
  ) {
    // The application checks the Host field itself, so that the refusal is a problem document.
    this.server = createExpressServer(app, {
      ...CONNECTION_LIMITS,
      keepAliveTimeout: times.keepAliveTimeoutMs,
      requireHostHeader: false,
    });
    this.server.maxHeadersCount = MAX_HEADERS_COUNT;
    this.server.on('connection', (socket) => this.accept(socket));
    this.server.prependListener('request', (_request, response) => connections.answering(response));
    // Node answers an unknown expectation with a 417 without a body. The expectation may be ignored (RFC 9110 §10.1.1).
    this.server.on('checkExpectation', (...exchange) => this.server.emit('request', ...exchange));
    answerClientErrors(this.server, connections, crossOriginHeaders);
  }

  /** Resolves to the URL when the server accepts connections. Rejects if the address is in use. */
  async listen(port: number, host: string): Promise<string> {
    this.server.listen(port, host);
    await once(this.server, 'listening');
    this.endUnreadAnswers();
    const { port: actualPort } = this.server.address() as AddressInfo;
    return originOf(host, actualPort);
  }

  /**
   * Reports unready, and after the shutdown delay accepts no new connections. Resolves when the last request is answered or timed
   * out.
   */
  async drain(): Promise<void> {
    this.readiness.startDraining();
    // Later requests on a keep-alive connection are answered, and the client is told that the connection closes.
    this.server.prependListener('request', (_request, response) => response.setHeader('Connection', 'close'));
    if (this.times.shutdownDelayMs > 0) await wait(this.times.shutdownDelayMs);
    const closed = once(this.server, 'close');
    // `close` of the HTTP server would also end idle connections, on which the next request may be on its way.
    NetServer.prototype.close.call(this.server);
    let isOver = (_connection: Connection): boolean => false;
    const timers = [
      setInterval(() => this.connections.endWhere((connection) => isOver(connection)), DRAIN_INTERVAL_MS),
      setTimeout(() => {
        // These connections have no request in progress, so the client can safely retry on another instance.
        isOver = (connection) => !connection.hasRequest;
      }, DRAIN_IDLE_TIMEOUT_MS),
      setTimeout(() => {
        isOver = ({ waitsForClient }) => waitsForClient;
      }, DRAIN_ARRIVAL_TIMEOUT_MS),
      setTimeout(() => this.server.closeAllConnections(), DRAIN_TIMEOUT_MS),
    ];
    await closed;
    for (const timer of timers) clearTimeout(timer);
    // Only a timer of the HTTP server is still open.
    this.server.close();
    // The server emits `close` before the last connections do, and a request that was cut off is logged when they close.
    await this.connections.allClosed();
  }

  private accept(socket: Socket): void {
    // The address is read at once, because it is not available after a reset. Node caches it.
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
