import { ContainerModule } from 'inversify';
import { ActorStanding } from '../application/access/actor-standing.js';
import { ChangePassword } from '../application/account/change-password.use-case.js';
import { DeleteAccount } from '../application/account/delete-account.use-case.js';
import { GetProfile } from '../application/account/get-profile.use-case.js';
import { RegisterUser } from '../application/account/register-user.use-case.js';
import { UpdateProfile } from '../application/account/update-profile.use-case.js';
import { DeleteUser } from '../application/administration/delete-user.use-case.js';
import { FindUserByEmail } from '../application/administration/find-user-by-email.use-case.js';
import { GetUser } from '../application/administration/get-user.use-case.js';
import { ListUsers } from '../application/administration/list-users.use-case.js';
import { RevokeAccessToken } from '../application/administration/revoke-access-token.use-case.js';
import { UpdateUser } from '../application/administration/update-user.use-case.js';
import { AuditRecorder } from '../application/audit/audit-recorder.js';
import { CredentialVerifier } from '../application/credentials/credential-verifier.js';
import { NewPassword } from '../application/credentials/new-password.js';
import { AccessTerminator } from '../application/session/access-terminator.js';
import { Authenticate } from '../application/session/authenticate.use-case.js';
import { EndSession } from '../application/session/end-session.use-case.js';
import { ListSessions } from '../application/session/list-sessions.use-case.js';
import { LogIn } from '../application/session/log-in.use-case.js';
import { LogOut } from '../application/session/log-out.use-case.js';
import { LogOutEverywhere } from '../application/session/log-out-everywhere.use-case.js';
import { RefreshSession } from '../application/session/refresh-session.use-case.js';
import { RefreshTokenResolver } from '../application/session/refresh-token-resolver.js';
import { SessionLimit } from '../application/session/session-limit.js';
import { SessionOpener } from '../application/session/session-opener.js';
import { TokenGrant } from '../application/session/token-grant.js';
import { construct } from '../wiring/construct.js';
import { ports } from '../wiring/port-identifiers.js';

const {
  AccessTokenPolicy,
  AddressLimiter,
  Clock,
  IdGenerator,
  LoginThrottle,
  RevocationStore,
  SessionPolicy,
  SessionRepository,
  TokenVerifier,
  UserRepository,
} = ports;

/** The use cases, each under its own class, with what its constructor takes in order. */
export function useCaseModule(): ContainerModule {
  return new ContainerModule(({ bind }) => {
    bind(ChangePassword).toResolvedValue(construct(ChangePassword), [
      ActorStanding,
      CredentialVerifier,
      NewPassword,
      AccessTerminator,
      AuditRecorder,
      Clock,
    ]);
    bind(DeleteAccount).toResolvedValue(construct(DeleteAccount), [
      UserRepository,
      ActorStanding,
      CredentialVerifier,
      AccessTerminator,
      AuditRecorder,
    ]);
    bind(GetProfile).toResolvedValue(construct(GetProfile), [ActorStanding]);
    bind(RegisterUser).toResolvedValue(construct(RegisterUser), [
      UserRepository,
      NewPassword,
      LoginThrottle,
      IdGenerator,
      AuditRecorder,
      Clock,
    ]);
    bind(UpdateProfile).toResolvedValue(construct(UpdateProfile), [ActorStanding, Clock]);
    bind(Authenticate).toResolvedValue(construct(Authenticate), [
      TokenVerifier,
      RevocationStore,
      AuditRecorder,
    ]);
    bind(EndSession).toResolvedValue(construct(EndSession), [
      SessionRepository,
      ActorStanding,
      AccessTerminator,
      AuditRecorder,
    ]);
    bind(ListSessions).toResolvedValue(construct(ListSessions), [SessionRepository, ActorStanding, Clock]);
    bind(LogIn).toResolvedValue(construct(LogIn), [
      UserRepository,
      CredentialVerifier,
      SessionOpener,
      RefreshTokenResolver,
      AccessTerminator,
      SessionLimit,
      TokenGrant,
      AuditRecorder,
      Clock,
    ]);
    bind(LogOutEverywhere).toResolvedValue(construct(LogOutEverywhere), [
      ActorStanding,
      AccessTerminator,
      AuditRecorder,
      Clock,
    ]);
    bind(LogOut).toResolvedValue(construct(LogOut), [
      RefreshTokenResolver,
      TokenVerifier,
      AccessTerminator,
      AuditRecorder,
    ]);
    bind(RefreshSession).toResolvedValue(construct(RefreshSession), [
      UserRepository,
      SessionRepository,
      RefreshTokenResolver,
      AddressLimiter,
      TokenGrant,
      AccessTerminator,
      SessionPolicy,
      AuditRecorder,
      Clock,
    ]);
    bind(DeleteUser).toResolvedValue(construct(DeleteUser), [
      UserRepository,
      ActorStanding,
      AccessTerminator,
      AuditRecorder,
    ]);
    bind(FindUserByEmail).toResolvedValue(construct(FindUserByEmail), [UserRepository]);
    bind(GetUser).toResolvedValue(construct(GetUser), [UserRepository, ActorStanding]);
    bind(ListUsers).toResolvedValue(construct(ListUsers), [UserRepository, ActorStanding]);
    bind(RevokeAccessToken).toResolvedValue(construct(RevokeAccessToken), [
      RevocationStore,
      AccessTokenPolicy,
      AuditRecorder,
      Clock,
    ]);
    bind(UpdateUser).toResolvedValue(construct(UpdateUser), [
      UserRepository,
      ActorStanding,
      AccessTerminator,
      AuditRecorder,
      Clock,
    ]);
  });
}
