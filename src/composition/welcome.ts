import type { Container } from 'inversify';
import { AuditTrail } from '../application/audit-trail.js';
import { NO_CLIENT } from '../domain/shared/client-context.js';
import type { Configuration } from './configuration/load-configuration.js';
import { tokens } from './tokens.js';

/** Says that the service is up, on what, and where to go next. */
export async function welcome(
  container: Container,
  configuration: Configuration,
  url: string,
): Promise<void> {
  const audit = await container.getAsync(AuditTrail);
  for (const reason of warningsOf(configuration)) {
    await audit.record('boot_config_warning', { client: NO_CLIENT, reason });
  }
  const next = configuration.API_DOCS ? ` Docs: ${url}/docs  Try: ${registration(url)}` : '';
  const message = `Listening on ${url} with ${configuration.PERSISTENCE} storage.${next}`;
  container.get(tokens.Logger).info({}, message);
}

/** What is allowed here and should not be forgotten (ASVS 16.3.3). */
function warningsOf(configuration: Configuration): string[] {
  const { generatedSecrets, developmentSecretsFile: file, ALLOW_IN_MEMORY, NODE_ENV } = configuration;
  const warnings = [];
  if (generatedSecrets.length > 0) {
    const names = generatedSecrets.join(' and ');
    warnings.push(
      `${names} not set: made up ${file ? `and kept in ${file}` : 'for as long as the process lasts'}`,
    );
  }
  if (ALLOW_IN_MEMORY && NODE_ENV === 'production') {
    warnings.push('ALLOW_IN_MEMORY is true: what is kept in memory is gone at the next restart');
  }
  return warnings;
}

function registration(url: string): string {
  const account = '{"email":"ada@example.com","password":"correct horse battery staple"}';
  return `curl ${url}/auth/register -H 'Content-Type: application/json' -d '${account}'`;
}
