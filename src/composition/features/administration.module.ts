import { ContainerModule } from 'inversify';
import { ActorStanding } from '../../application/access/actor-standing.js';
import { OwnAccess } from '../../application/access/own-access.js';
import { NewAccount } from '../../application/account/new-account.js';
import { CreateUser } from '../../application/administration/create-user.use-case.js';
import { DeleteUser } from '../../application/administration/delete-user.use-case.js';
import { EndUserSessions } from '../../application/administration/end-user-sessions.use-case.js';
import { FindUserByEmail } from '../../application/administration/find-user-by-email.use-case.js';
import { GetUser } from '../../application/administration/get-user.use-case.js';
import { ListUserSessions } from '../../application/administration/list-user-sessions.use-case.js';
import { ListUsers } from '../../application/administration/list-users.use-case.js';
import { RevokeAccessToken } from '../../application/administration/revoke-access-token.use-case.js';
import { SetPassword } from '../../application/administration/set-password.use-case.js';
import { UpdateUser } from '../../application/administration/update-user.use-case.js';
import { AuditRecorder } from '../../application/audit/audit-recorder.js';
import { NewPassword } from '../../application/credentials/new-password.js';
import { AccessTerminator } from '../../application/session/access-terminator.js';
import { EndSession } from '../../application/session/end-session.use-case.js';
import { ListSessions } from '../../application/session/list-sessions.use-case.js';
import { CreateUserController } from '../../interfaces/http/controllers/administration/create-user.controller.js';
import { DeleteUserController } from '../../interfaces/http/controllers/administration/delete-user.controller.js';
import { EndUserSessionController } from '../../interfaces/http/controllers/administration/end-user-session.controller.js';
import { EndUserSessionsController } from '../../interfaces/http/controllers/administration/end-user-sessions.controller.js';
import { GetUserController } from '../../interfaces/http/controllers/administration/get-user.controller.js';
import { ListUserSessionsController } from '../../interfaces/http/controllers/administration/list-user-sessions.controller.js';
import { ListUsersController } from '../../interfaces/http/controllers/administration/list-users.controller.js';
import { UpdateUserController } from '../../interfaces/http/controllers/administration/update-user.controller.js';
import { PublicPaths } from '../../interfaces/http/public-paths.js';
import { construct } from '../../wiring/construct.js';
import { ports } from '../../wiring/port-identifiers.js';
import { controllers } from '../controllers.js';

/** The actions of administrators and operators on other accounts. */
export function administrationModule(): ContainerModule {
  return new ContainerModule(({ bind }) => {
    bind(CreateUser).toResolvedValue(construct(CreateUser), [
      ports.UserRepository,
      NewAccount,
      ActorStanding,
      AuditRecorder,
    ]);
    bind(DeleteUser).toResolvedValue(construct(DeleteUser), [
      ports.UserRepository,
      ActorStanding,
      OwnAccess,
      AccessTerminator,
      AuditRecorder,
    ]);
    bind(EndUserSessions).toResolvedValue(construct(EndUserSessions), [
      ports.UserRepository,
      ActorStanding,
      AccessTerminator,
      AuditRecorder,
      ports.Clock,
    ]);
    bind(FindUserByEmail).toResolvedValue(construct(FindUserByEmail), [ports.UserRepository]);
    bind(GetUser).toResolvedValue(construct(GetUser), [ports.UserRepository, ActorStanding]);
    bind(ListUserSessions).toResolvedValue(construct(ListUserSessions), [ports.UserRepository, ListSessions]);
    bind(ListUsers).toResolvedValue(construct(ListUsers), [ports.UserRepository, ActorStanding]);
    bind(RevokeAccessToken).toResolvedValue(construct(RevokeAccessToken), [
      ports.RevocationStore,
      ports.AccessTokenPolicy,
      AuditRecorder,
      ports.Clock,
    ]);
    bind(SetPassword).toResolvedValue(construct(SetPassword), [
      ports.UserRepository,
      NewPassword,
      ActorStanding,
      AccessTerminator,
      AuditRecorder,
      ports.Clock,
    ]);
    bind(UpdateUser).toResolvedValue(construct(UpdateUser), [
      ports.UserRepository,
      ActorStanding,
      OwnAccess,
      AccessTerminator,
      AuditRecorder,
      ports.Clock,
    ]);

    bind(controllers).toResolvedValue(construct(GetUserController), [GetUser]);
    bind(controllers).toResolvedValue(construct(ListUsersController), [ListUsers]);
    bind(controllers).toResolvedValue(construct(CreateUserController), [CreateUser, PublicPaths]);
    bind(controllers).toResolvedValue(construct(UpdateUserController), [UpdateUser]);
    bind(controllers).toResolvedValue(construct(DeleteUserController), [DeleteUser]);
    bind(controllers).toResolvedValue(construct(ListUserSessionsController), [ListUserSessions]);
    bind(controllers).toResolvedValue(construct(EndUserSessionsController), [EndUserSessions]);
    bind(controllers).toResolvedValue(construct(EndUserSessionController), [EndSession]);
  });
}
