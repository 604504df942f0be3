import { ContainerModule } from 'inversify';
import { ActorStanding } from '../../application/access/actor-standing.js';
import { AuditRecorder } from '../../application/audit/audit-recorder.js';
import { CredentialVerifier } from '../../application/credentials/credential-verifier.js';
import { AccessTerminator } from '../../application/session/access-terminator.js';
import { Authenticate } from '../../application/session/authenticate.use-case.js';
import { EndOtherSessions } from '../../application/session/end-other-sessions.use-case.js';
import { EndSession } from '../../application/session/end-session.use-case.js';
import { ListSessions } from '../../application/session/list-sessions.use-case.js';
import { LogIn } from '../../application/session/log-in.use-case.js';
import { LogOut } from '../../application/session/log-out.use-case.js';
import { LogOutEverywhere } from '../../application/session/log-out-everywhere.use-case.js';
import { RefreshSession } from '../../application/session/refresh-session.use-case.js';
import { RefreshTokenResolver } from '../../application/session/refresh-token-resolver.js';
import { SessionLimit } from '../../application/session/session-limit.js';
import { SessionOpener } from '../../application/session/session-opener.js';
import { TokenPairIssuer } from '../../application/session/token-pair-issuer.js';
import { EndOtherSessionsController } from '../../interfaces/http/controllers/session/end-other-sessions.controller.js';
import { EndSessionController } from '../../interfaces/http/controllers/session/end-session.controller.js';
import { ListSessionsController } from '../../interfaces/http/controllers/session/list-sessions.controller.js';
import { LogInController } from '../../interfaces/http/controllers/session/log-in.controller.js';
import { LogOutController } from '../../interfaces/http/controllers/session/log-out.controller.js';
import { LogOutEverywhereController } from '../../interfaces/http/controllers/session/log-out-everywhere.controller.js';
import { RefreshController } from '../../interfaces/http/controllers/session/refresh.controller.js';
import { RefreshTokenCookie } from '../../interfaces/http/refresh-token-cookie.js';
import { construct } from '../../wiring/construct.js';
import { ports } from '../../wiring/port-identifiers.js';
import { controllers } from '../controllers.js';

/** Login, refresh, logout, and the authentication of every protected request. */
export function sessionModule(): ContainerModule {
  return new ContainerModule(({ bind }) => {
    bind(AccessTerminator).toResolvedValue(construct(AccessTerminator), [
      ports.SessionRepository,
      ports.RevocationStore,
      ports.AccessTokenPolicy,
      ports.SessionPolicy,
      ports.Clock,
    ]);
    bind(RefreshTokenResolver).toResolvedValue(construct(RefreshTokenResolver), [
      ports.SessionRepository,
      ports.RefreshTokenCodec,
    ]);
    bind(SessionOpener).toResolvedValue(construct(SessionOpener), [
      ports.UserRepository,
      ports.SessionRepository,
      ports.RefreshTokenCodec,
      ports.SessionPolicy,
      ports.IdGenerator,
    ]);
    bind(SessionLimit).toResolvedValue(construct(SessionLimit), [
      AccessTerminator,
      ports.SessionPolicy,
      AuditRecorder,
    ]);
    bind(TokenPairIssuer).toResolvedValue(construct(TokenPairIssuer), [
      ports.TokenIssuer,
      ports.RefreshTokenCodec,
      ports.IdGenerator,
      ports.AccessTokenPolicy,
    ]);

    bind(Authenticate).toResolvedValue(construct(Authenticate), [
      ports.TokenVerifier,
      ports.RevocationCheck,
      AuditRecorder,
    ]);
    bind(EndOtherSessions).toResolvedValue(construct(EndOtherSessions), [
      ActorStanding,
      AccessTerminator,
      AuditRecorder,
    ]);
    bind(EndSession).toResolvedValue(construct(EndSession), [
      ports.SessionRepository,
      ActorStanding,
      AccessTerminator,
      AuditRecorder,
    ]);
    bind(ListSessions).toResolvedValue(construct(ListSessions), [
      ports.SessionRepository,
      ActorStanding,
      ports.Clock,
    ]);
    bind(LogIn).toResolvedValue(construct(LogIn), [
      CredentialVerifier,
      SessionOpener,
      RefreshTokenResolver,
      AccessTerminator,
      SessionLimit,
      TokenPairIssuer,
      AuditRecorder,
      ports.Clock,
    ]);
    bind(LogOutEverywhere).toResolvedValue(construct(LogOutEverywhere), [
      ActorStanding,
      AccessTerminator,
      AuditRecorder,
      ports.Clock,
    ]);
    bind(LogOut).toResolvedValue(construct(LogOut), [
      RefreshTokenResolver,
      ports.TokenVerifier,
      AccessTerminator,
      AuditRecorder,
    ]);
    bind(RefreshSession).toResolvedValue(construct(RefreshSession), [
      ports.UserRepository,
      ports.SessionRepository,
      RefreshTokenResolver,
      ports.AddressLimiter,
      TokenPairIssuer,
      AccessTerminator,
      ports.SessionPolicy,
      AuditRecorder,
      ports.Clock,
    ]);

    bind(controllers).toResolvedValue(construct(RefreshController), [RefreshSession, RefreshTokenCookie]);
    bind(controllers).toResolvedValue(construct(LogInController), [LogIn, RefreshTokenCookie]);
    bind(controllers).toResolvedValue(construct(LogOutController), [LogOut, RefreshTokenCookie]);
    bind(controllers).toResolvedValue(construct(LogOutEverywhereController), [
      LogOutEverywhere,
      RefreshTokenCookie,
    ]);
    bind(controllers).toResolvedValue(construct(ListSessionsController), [ListSessions]);
    bind(controllers).toResolvedValue(construct(EndOtherSessionsController), [EndOtherSessions]);
    bind(controllers).toResolvedValue(construct(EndSessionController), [EndSession]);
  });
}
