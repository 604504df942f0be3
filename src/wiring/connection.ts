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
  /** The environment variables of this connection. Technologies that use it do not declare them. */
  readonly variables: Variables;
  /** The container binds the client to this identifier. */
  readonly client: ServiceIdentifier<Client>;
  endpoint(variables: z.output<Variables>): Endpoint;
  /**
   * Resolves once the server has answered. Otherwise, rejects within its own time limit, and leaves nothing open. The start
   * repeats the call until it succeeds or the time for the start is over.
   */
  open(variables: z.output<Variables>): Promise<Client>;
  /** Resolves if the server answers and takes writes, and rejects otherwise. */
  check(client: Client): Promise<void>;
  /** Called once, after the technologies that use the client are deactivated. */
  close(client: Client): Promise<void>;
}

/** Connects the types of the variables and the client, and creates the identifier of the client. */
export function defineConnection<Variables extends z.ZodObject, Client>(
  connection: Omit<Connection<Variables, Client>, 'client'>,
): Connection<Variables, Client> {
  return { ...connection, client: Symbol(`connection to ${connection.name}`) };
}
