import { BlockList, isIPv4 } from 'node:net';
import type { Configuration } from './configuration/load-configuration.js';

/** Warnings about settings that are allowed but risky (ASVS 16.3.3). */
export function bootWarnings(configuration: Configuration): string[] {
  const { developmentSecretsFile: file, HOST, METRICS_HOST, NODE_ENV } = configuration;
  const isProduction = NODE_ENV === 'production';
  const warnings: string[] = [];
  if (configuration.generatedSecrets.length > 0) {
    const names = configuration.generatedSecrets.join(' and ');
    warnings.push(`${names} not set: generated ${file ? `and stored in ${file}` : 'for this process only'}`);
  }
  if (configuration.developmentSecretsWereOpen) warnings.push(openSecretsWarning(configuration));
  if (isExposed(configuration)) {
    warnings.push(
      `HOST is ${HOST}: other machines can reach this service, which has no TLS and uses development settings`,
    );
  }
  if (!isProduction && configuration.METRICS_PORT !== undefined && !isLoopback(METRICS_HOST)) {
    warnings.push(`METRICS_HOST is ${METRICS_HOST}: other machines can read the metrics`);
  }
  if (isProduction && configuration.ALLOW_IN_MEMORY) {
    warnings.push('ALLOW_IN_MEMORY is true: a restart loses everything that is kept in memory');
  }
  if (configuration.REVOCATION_FAIL_OPEN) {
    warnings.push(
      'REVOCATION_FAIL_OPEN is true: revoked tokens are accepted while the revocation store is down',
    );
  }
  return warnings;
}

export function openSecretsWarning({ developmentSecretsFile: file }: Configuration): string {
  return `other users could read ${file} until now: delete it if they may have read it`;
}

/** Whether other machines can reach a service with development settings. */
export function isExposed({ NODE_ENV, HOST }: Configuration): boolean {
  return NODE_ENV !== 'production' && !isLoopback(HOST);
}

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/** A name other than `localhost` may resolve to any address. */
function isLoopback(host: string): boolean {
  return host.toLowerCase() === 'localhost' || loopback.check(host, isIPv4(host) ? 'ipv4' : 'ipv6');
}
