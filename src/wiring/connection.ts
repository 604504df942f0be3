import type { ServiceIdentifier } from 'inversify';
import type { z } from 'zod';

/** The host or the file of a connection and the setting that contains it, for messages. Never contains a user name or a password. */
export type Endpoint = { readonly variable: string } & (
  | { readonly host: string }
  | { readonly file: string }
);

/** The client of one server, which technologies of several slots share. Its folder in `connections/` is named after it. */
export interface Connection<Variables extends z.ZodObject = z.ZodObject, Client = unknown> {
  readonly name: string;
  /** The environment variables that are this connection's own. No technology that uses it declares them again. */
  readonly variables: Variables;
  /** The client is bound under it while the service runs. */
  readonly client: ServiceIdentifier<Client>;
  endpoint(variables: z.output<Variables>): Endpoint;
  /**
   * Resolves once the server has answered. Rejects when it does not, within a time limit of its own, and then leaves nothing
   * open. Called again until it succeeds or the time of the start is over.
   */
  open(variables: z.output<Variables>): Promise<Client>;
  /** Resolves while the server answers; rejects when it does not. */
  check(client: Client): Promise<void>;
  /** Called once, after the technologies that use the client are deactivated. */
  close(client: Client): Promise<void>;
}

/** Ties the types of the client and of the variables together, and makes the client's identifier. */
export function defineConnection<Variables extends z.ZodObject, Client>(
  connection: Omit<Connection<Variables, Client>, 'client'>,
): Connection<Variables, Client> {
  return { ...connection, client: Symbol(`connection to ${connection.name}`) };
}
