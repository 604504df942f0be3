import { ConfigurationError } from './configuration/configuration-error.js';
import { exitWithConfigurationError } from './configuration/load-process-configuration.js';

/** The names of the variables that set a listening address. */
interface AddressVariables {
  readonly host: string;
  readonly port: string;
}

/** The error of Node if it cannot listen on an address. */
interface ListenError extends NodeJS.ErrnoException {
  readonly port?: number;
}

const REASONS: Readonly<Record<string, readonly [part: keyof AddressVariables, message: string]>> = {
  EADDRINUSE: ['port', 'is in use: another process listens on it'],
  EACCES: ['port', 'must be one that this user may listen on, such as one above 1023'],
  EADDRNOTAVAIL: ['host', 'must be an address of this machine'],
  ENOTFOUND: ['host', 'must be a name that resolves to an address of this machine'],
};

/** Waits until a socket listens. If that fails, the process ends and names the setting to change. */
export async function listening<T>(opening: Promise<T>, variables: AddressVariables): Promise<T> {
  try {
    return await opening;
  } catch (error) {
    const { code = '', port } = error as ListenError;
    const [part, message] = REASONS[code] ?? [];
    if (!part || !message) throw error;
    // The message includes the port, because it may be a default that no setting shows.
    const variable = part === 'port' && port ? `${variables.port} ${port}` : variables[part];
    return exitWithConfigurationError(new ConfigurationError([{ variable, message }]));
  }
}
