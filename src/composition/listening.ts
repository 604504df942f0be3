import { ConfigurationError } from './configuration/configuration-error.js';
import { exitWithConfigurationError } from './configuration/load-process-configuration.js';

/** The names of the variables that set a listening address. */
interface AddressVariables {
  readonly host: string;
  readonly port: string;
}

/** What Node says of an address at which it cannot listen. */
interface ListenError extends NodeJS.ErrnoException {
  readonly port?: number;
}

const REASONS: Readonly<Record<string, readonly [part: keyof AddressVariables, message: string]>> = {
  EADDRINUSE: ['port', 'is taken: another process listens there'],
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
    // The port may be the default, which is in no setting that could be looked at.
    const variable = part === 'port' && port ? `${variables.port} ${port}` : variables[part];
    return exitWithConfigurationError(new ConfigurationError([{ variable, message }]));
  }
}
