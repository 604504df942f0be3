import { ContainerModule } from 'inversify';
import { ActorStanding } from '../application/access/actor-standing.js';
import { AuditRecorder } from '../application/audit/audit-recorder.js';
import { CredentialVerifier } from '../application/credentials/credential-verifier.js';
import { NewPassword } from '../application/credentials/new-password.js';
import { AccessTerminator } from '../application/session/access-terminator.js';
import { RefreshTokenResolver } from '../application/session/refresh-token-resolver.js';
import { SessionLimit } from '../application/session/session-limit.js';
import { SessionOpener } from '../application/session/session-opener.js';
import { TokenGrant } from '../application/session/token-grant.js';
import { construct } from '../wiring/construct.js';
import { ports } from '../wiring/port-identifiers.js';

const {
  AccessTokenPolicy,
  BreachedPasswords,
  Clock,
  AuditLog,
  IdGenerator,
  LoginThrottle,
  PasswordHasher,
  PasswordPolicy,
  RefreshTokenCodec,
  RevocationStore,
  SessionPolicy,
  SessionRepository,
  TokenIssuer,
  UserRepository,
} = ports;

/** What use cases share: each part of their stories that is told more than once. */
export function applicationServiceModule(): ContainerModule {
  return new ContainerModule(({ bind }) => {
    bind(AuditRecorder).toResolvedValue(construct(AuditRecorder), [AuditLog, Clock]);
    bind(NewPassword).toResolvedValue(construct(NewPassword), [
      PasswordPolicy,
      BreachedPasswords,
      PasswordHasher,
      AuditRecorder,
    ]);
    bind(CredentialVerifier).toResolvedValue(construct(CredentialVerifier), [
      UserRepository,
      PasswordHasher,
      LoginThrottle,
      AuditRecorder,
    ]);
    bind(AccessTerminator).toResolvedValue(construct(AccessTerminator), [
      SessionRepository,
      RevocationStore,
      AccessTokenPolicy,
      SessionPolicy,
      Clock,
    ]);
    bind(ActorStanding).toResolvedValue(construct(ActorStanding), [
      UserRepository,
      RevocationStore,
      AccessTerminator,
      AuditRecorder,
    ]);
    bind(RefreshTokenResolver).toResolvedValue(construct(RefreshTokenResolver), [
      SessionRepository,
      RefreshTokenCodec,
    ]);
    bind(SessionOpener).toResolvedValue(construct(SessionOpener), [
      UserRepository,
      SessionRepository,
      RefreshTokenCodec,
      SessionPolicy,
      IdGenerator,
    ]);
    bind(SessionLimit).toResolvedValue(construct(SessionLimit), [
      SessionRepository,
      AccessTerminator,
      SessionPolicy,
      AuditRecorder,
    ]);
    bind(TokenGrant).toResolvedValue(construct(TokenGrant), [
      TokenIssuer,
      RefreshTokenCodec,
      IdGenerator,
      AccessTokenPolicy,
    ]);
  });
}
