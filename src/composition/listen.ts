import type { HttpServer } from '../interfaces/http/server/http-server.js';
import type { Configuration } from './configuration/load-configuration.js';
import { exitWithConfigurationError } from './configuration/load-process-configuration.js';
import { ConfigurationError } from './configuration/problems.js';

const REASONS: Readonly<Record<string, readonly [variable: 'HOST' | 'PORT', message: string]>> = {
  EADDRINUSE: ['PORT', 'is taken: another process listens there'],
  EACCES: ['PORT', 'must be one that this user may listen on, such as one above 1023'],
  EADDRNOTAVAIL: ['HOST', 'must be an address of this machine'],
  ENOTFOUND: ['HOST', 'must be a name that resolves to an address of this machine'],
};

/** Opens the socket, or ends the process and says which setting is in the way. */
export async function listen(server: HttpServer, { PORT, HOST }: Configuration): Promise<string> {
  try {
    return await server.listen(PORT, HOST);
  } catch (error) {
    const [variable, message] = REASONS[(error as NodeJS.ErrnoException).code ?? ''] ?? [];
    if (!variable || !message) throw error;
    return exitWithConfigurationError(new ConfigurationError([{ variable, message }]));
  }
}
