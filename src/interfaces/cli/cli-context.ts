import { type Actor, OPERATOR } from '../../application/access/actor.js';
import type { CreateUser } from '../../application/administration/create-user.use-case.js';
import type { DeleteUser } from '../../application/administration/delete-user.use-case.js';
import type { EndUserSessions } from '../../application/administration/end-user-sessions.use-case.js';
import type { FindUserByEmail } from '../../application/administration/find-user-by-email.use-case.js';
import type { ListUsers } from '../../application/administration/list-users.use-case.js';
import type { RevokeAccessToken } from '../../application/administration/revoke-access-token.use-case.js';
import type { SetPassword } from '../../application/administration/set-password.use-case.js';
import type { UpdateUser } from '../../application/administration/update-user.use-case.js';
import type { EndSession } from '../../application/session/end-session.use-case.js';
import type { ListSessions } from '../../application/session/list-sessions.use-case.js';
import type { ListMigrations } from '../../application/store/list-migrations.use-case.js';
import type { MigrateStores } from '../../application/store/migrate-stores.use-case.js';
import type { ClientContext } from '../../domain/shared/client-context.js';
import { escapeHidden } from '../../domain/shared/hidden-characters.js';

export interface CliUseCases {
  readonly createUser: CreateUser;
  readonly findUserByEmail: FindUserByEmail;
  readonly listUsers: ListUsers;
  readonly updateUser: UpdateUser;
  readonly setPassword: SetPassword;
  readonly deleteUser: DeleteUser;
  readonly listSessions: ListSessions;
  readonly endSession: EndSession;
  readonly endUserSessions: EndUserSessions;
  readonly revokeAccessToken: RevokeAccessToken;
}

export interface CliStores {
  readonly listMigrations: ListMigrations;
  readonly migrateStores: MigrateStores;
}

/** What the command line needs from the process that runs it. */
export interface CliWorld {
  /** Built on demand, because keys can be generated before the settings are valid. */
  useCases(): Promise<CliUseCases>;
  /** The same for stores that may lack migrations. */
  stores(): Promise<CliStores>;
  askPassword(): Promise<string>;
  /** Writes a line of the result to standard output. */
  print(line: string): void;
  /** Writes a usage error to standard error. */
  warn(message: string): void;
}

/** The part of `CliWorld` that commands see. */
export interface CliContext extends Pick<CliWorld, 'useCases' | 'stores' | 'askPassword'> {
  /**
   * Writes one row to standard output, with tabs between the columns. Hidden characters are escaped, so that a stored text
   * cannot add columns or rows, or control the terminal.
   */
  print(...columns: string[]): void;
}

export function contextOf({ useCases, stores, askPassword, print }: CliWorld): CliContext {
  return {
    useCases,
    stores,
    askPassword,
    print: (...columns) => print(columns.map(escapeHidden).join('\t')),
  };
}

/** The client that the audit log shows for actions from the command line. */
export const TERMINAL: ClientContext = { ipAddress: undefined, userAgent: 'cli', requestId: undefined };

/** Actor and client of all actions from the command line. */
export const AS_OPERATOR: { readonly actor: Actor; readonly client: ClientContext } = {
  actor: OPERATOR,
  client: TERMINAL,
};
