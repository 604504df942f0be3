import { ConfigurationError } from './configuration/configuration-error.js';
import { exitWithConfigurationError } from './configuration/load-process-configuration.js';

/** The names of the variables that say where something listens. */
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

/** What the opening of a socket resolves to; where it fails, the process ends and says which setting is in the way. */
export async function listening<T>(opening: Promise<T>, variables: AddressVariables): Promise<T> {
  try {
    return await opening;
  } catch (error) {
    const [part, message] = REASONS[(error as NodeJS.ErrnoException).code ?? ''] ?? [];
    if (!part || !message) throw error;
    return exitWithConfigurationError(new ConfigurationError([{ variable: variables[part], message }]));
  }
}
