import type { Container } from 'inversify';
import { AuditRecorder } from '../application/audit/audit-recorder.js';
import { NO_CLIENT } from '../domain/shared/client-context.js';
import { ports } from '../wiring/port-identifiers.js';
import { bootWarnings, isExposed } from './boot-warnings.js';
import type { Configuration } from './configuration/load-configuration.js';

export interface Addresses {
  readonly url: string;
  readonly metricsUrl: string | undefined;
}

/** Logs that the service is ready, its addresses, every technology in use and the next steps. */
export async function welcome(
  container: Container,
  configuration: Configuration,
  { url, metricsUrl }: Addresses,
): Promise<void> {
  const audit = await container.getAsync(AuditRecorder);
  for (const reason of bootWarnings(configuration)) {
    await audit.record('boot_config_warning', { client: NO_CLIENT, reason });
  }
  // With port 0, the system has chosen a port, and only the socket knows it.
  const base = configuration.PORT === 0 ? url : configuration.PUBLIC_URL;
  const technologies = configuration.technologies.map(({ slot, name }) => `${slot}=${name}`).join(' ');
  const message = [
    `Listening on ${url} with ${technologies}.`,
    isExposed(configuration) && 'Other machines can reach it.',
    metricsUrl && `Metrics: ${metricsUrl}`,
    configuration.API_DOCS && `Docs: ${base}/docs`,
    configuration.API_DOCS && `Try: ${registration(base)}`,
  ]
    .filter(Boolean)
    .join(' ');
  container.get(ports.Logger).info({}, message);
}

function registration(url: string): string {
  const account = '{"email":"ada@example.com","password":"correct horse battery staple"}';
  return `curl ${url}/auth/register -H 'Content-Type: application/json' -d '${account}'`;
}
