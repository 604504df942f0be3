import { ConfigurationError } from './configuration/configuration-error.js';
import { exitWithConfigurationError } from './configuration/load-process-configuration.js';

/** The names of the variables that set a listening address. */
interface AddressVariables {
  readonly host: string;
  readonly port: string;
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
    const [part, message] = REASONS[(error as NodeJS.ErrnoException).code ?? ''] ?? [];
    if (!part || !message) throw error;
    return exitWithConfigurationError(new ConfigurationError([{ variable: variables[part], message }]));
  }
}
