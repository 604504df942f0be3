import type { Container } from 'inversify';
import { LoggerAuditFallback } from '../infrastructure/audit/logger-audit-fallback.js';
import { NetworkAuditSampler } from '../infrastructure/audit/network-audit-sampler.js';
import type { ProcessLogger } from '../infrastructure/logging/pino-logger.js';
import type { RequestObserver } from '../interfaces/http/middleware/request-lifecycle.js';
import { originOf } from '../interfaces/http/origin-of.js';
import type { Configuration } from './configuration/load-configuration.js';
import { listening } from './listening.js';

export interface Metrics {
  readonly observer: RequestObserver;
  /** The URL at which they are served. */
  readonly url: string;
  close(): void;
}

/** Serves the metrics if a port for them is set. Their library is loaded only in that case. */
export async function startMetrics(
  container: Container,
  { METRICS_PORT, METRICS_HOST }: Configuration,
  processLogger: ProcessLogger,
): Promise<Metrics | undefined> {
  if (METRICS_PORT === undefined) return undefined;
  const { METRICS_PATH, MetricsServer } = await import('../interfaces/metrics/metrics-server.js');
  const server = new MetricsServer();
  const fallback = container.get(LoggerAuditFallback);
  server.count({
    name: 'audit_events_refused_total',
    help: 'Audit events that the audit log refused, and that were written to the process log',
    read: () => fallback.kept,
  });
  const sampler = container.get(NetworkAuditSampler);
  server.count({
    name: 'audit_events_counted_total',
    help: 'Audit events that were counted instead of written, because there were too many',
    read: () => sampler.counted,
  });
  server.count({
    name: 'log_lines_dropped_total',
    help: 'Log lines that were dropped because the log could not be written',
    read: () => processLogger.droppedLines(),
  });
  const variables = { host: 'METRICS_HOST', port: 'METRICS_PORT' };
  const port = await listening(server.listen(METRICS_PORT, METRICS_HOST), variables);
  return {
    url: `${originOf(METRICS_HOST, port)}${METRICS_PATH}`,
    observer: (request, response, { durationMs }) =>
      server.observe({
        method: request.method,
        route: request.route?.path ?? 'none',
        status: response.statusCode,
        durationMs,
      }),
    close: () => server.close(),
  };
}
