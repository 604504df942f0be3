import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerOptions } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client';

/** Scrapers are few and fast. The limits keep other clients of this port from using up the descriptors of the service. */
const LIMITS = {
  headersTimeout: 5_000,
  requestTimeout: 5_000,
  connectionsCheckingInterval: 1_000,
  keepAliveTimeout: 5_000,
} as const satisfies ServerOptions;
const MAX_CONNECTIONS = 16;
/** Also closes connections whose client does not read the response. */
const SILENCE_TIMEOUT_MS = 10_000;

export const METRICS_PATH = '/metrics';

/** One finished request. */
export interface ObservedRequest {
  readonly method: string;
  /** The pattern of the route. Never the path, because the number of paths is unbounded. */
  readonly route: string;
  readonly status: number;
  readonly durationMs: number;
}

/** A counter that another object keeps. */
export interface ObservedCount {
  readonly name: string;
  readonly help: string;
  read(): number;
}

/** Prometheus metrics on a port of their own, which only operators can reach (ASVS 13.4.5). */
export class MetricsServer {
  private readonly registry = new Registry();
  private readonly duration: Histogram<'method' | 'route' | 'status'>;
  private readonly server: Server;

  constructor() {
    collectDefaultMetrics({ register: this.registry });
    this.duration = new Histogram({
      name: 'http_request_duration_seconds',
      help: 'Time from the head of a request to the end of its response',
      labelNames: ['method', 'route', 'status'],
      buckets: [0.001, 0.005, 0.025, 0.1, 0.25, 0.5, 1, 2.5, 5],
      registers: [this.registry],
    });
    this.server = createServer(LIMITS, async (request, response) => {
      if (!isScrape(request)) {
        response.writeHead(404).end();
        return;
      }
      const metrics = await this.registry.metrics();
      response.writeHead(200, { 'Content-Type': this.registry.contentType }).end(metrics);
    });
    this.server.maxConnections = MAX_CONNECTIONS;
    this.server.setTimeout(SILENCE_TIMEOUT_MS);
  }

  observe({ method, route, status, durationMs }: ObservedRequest): void {
    this.duration.observe({ method, route, status }, durationMs / 1_000);
  }

  count({ name, help, read }: ObservedCount): void {
    new Counter({
      name,
      help,
      registers: [this.registry],
      collect() {
        this.reset();
        this.inc(read());
      },
    });
  }

  /** Resolves to the port when the server accepts connections. Rejects if the address is in use. */
  async listen(port: number, host: string): Promise<number> {
    this.server.listen(port, host);
    await once(this.server, 'listening');
    return (this.server.address() as AddressInfo).port;
  }

  close(): void {
    this.server.close();
    this.server.closeAllConnections();
  }
}

/** Node sends no body to a HEAD. Scrapers may add a query, which selects nothing here. */
function isScrape({ method = '', url = '' }: IncomingMessage): boolean {
  return ['GET', 'HEAD'].includes(method) && url.split('?', 1)[0] === METRICS_PATH;
}
