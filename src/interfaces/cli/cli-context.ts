import type { RegisterUser } from '../../application/account/register-user.use-case.js';
import { type Actor, OPERATOR } from '../../application/actor.js';
import type { FindUserByEmail } from '../../application/administration/find-user-by-email.use-case.js';
import type { ListUsers } from '../../application/administration/list-users.use-case.js';
import type { RevokeAccessToken } from '../../application/administration/revoke-access-token.use-case.js';
import type { UpdateUser } from '../../application/administration/update-user.use-case.js';
import type { EndSession } from '../../application/session/end-session.use-case.js';
import type { ListSessions } from '../../application/session/list-sessions.use-case.js';
import type { ClientContext } from '../../domain/shared/client-context.js';

export interface CliUseCases {
  readonly registerUser: RegisterUser;
  readonly findUserByEmail: FindUserByEmail;
  readonly listUsers: ListUsers;
  readonly updateUser: UpdateUser;
  readonly listSessions: ListSessions;
  readonly endSession: EndSession;
  readonly revokeAccessToken: RevokeAccessToken;
}

/** What commands need of the world around them. */
export interface CliContext {
  /** Builds the service only when asked: making keys must work before any setting is right. */
  useCases(): Promise<CliUseCases>;
  askPassword(): Promise<string>;
  /** To standard output: what the command was asked for, and nothing else. */
  print(line: string): void;
}

/** How the audit trail shows what was done from a terminal. */
export const TERMINAL: ClientContext = { ipAddress: undefined, userAgent: 'cli', requestId: undefined };

/** Who asks for what is done from a terminal. */
export const AS_OPERATOR: { readonly actor: Actor; readonly client: ClientContext } = {
  actor: OPERATOR,
  client: TERMINAL,
};
