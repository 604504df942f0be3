import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Express } from 'express';
import type { Readiness } from '../readiness.js';
import { answerClientErrors } from './client-error.js';
import { createExpressServer } from './express-server.js';
import { CONNECTION_LIMITS, MAX_HEADERS_COUNT } from './limits.js';

/** How long requests in flight may take to finish once the process was told to stop. */
const DRAIN_TIMEOUT_MS = 10_000;

/** How soon a connection is closed meanwhile, once its last request is answered. */
const DRAIN_INTERVAL_MS = 100;

/** The listening socket of the API, from its opening to its orderly end. */
export class HttpServer {
  private readonly server: Server;
  private readonly sockets = new Set<Socket>();

  constructor(
    app: Express,
    private readonly readiness: Readiness,
  ) {
    // The application does that itself, so that this refusal too is a problem document.
    this.server = createExpressServer(app, { ...CONNECTION_LIMITS, requireHostHeader: false });
    this.server.maxHeadersCount = MAX_HEADERS_COUNT;
    // Node would refuse an expectation that it does not know with a bare 417; it may be ignored (RFC 9110 §10.1.1).
    this.server.on('checkExpectation', app);
    this.server.on('connection', (socket) => {
      this.sockets.add(socket);
      socket.once('close', () => this.sockets.delete(socket));
    });
    answerClientErrors(this.server);
  }

  /** Resolves to the URL once connections are accepted; rejects when the address is taken. */
  async listen(port: number, host: string): Promise<string> {
    this.server.listen(port, host);
    await once(this.server, 'listening');
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
    // Node takes a connection that has not said anything yet for a request that is under way.
    for (const socket of this.sockets) if (socket.bytesRead === 0) socket.destroy();
    const interval = setInterval(() => this.server.closeIdleConnections(), DRAIN_INTERVAL_MS);
    const timer = setTimeout(() => this.server.closeAllConnections(), DRAIN_TIMEOUT_MS);
    await closed;
    clearInterval(interval);
    clearTimeout(timer);
  }
}
