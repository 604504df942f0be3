import type { ServiceIdentifier } from 'inversify';
import type { AccessPolicy } from '../domain/access/access-policy.port.js';
import type { AccessTokenPolicy } from '../domain/access-token/access-token-policy.js';
import type { PublicKeySet } from '../domain/access-token/public-key-set.port.js';
import type { RevocationFeed } from '../domain/access-token/revocation-feed.port.js';
import type { RevocationPolicy } from '../domain/access-token/revocation-policy.js';
import type { RevocationStore } from '../domain/access-token/revocation-store.port.js';
import type { TokenIssuer } from '../domain/access-token/token-issuer.port.js';
import type { TokenVerifier } from '../domain/access-token/token-verifier.port.js';
import type { AccountPseudonyms } from '../domain/audit/account-pseudonyms.port.js';
import type { AuditLog } from '../domain/audit/audit-log.port.js';
import type { RefreshTokenCodec } from '../domain/session/refresh-token-codec.port.js';
import type { SessionPolicy } from '../domain/session/session-policy.js';
import type { SessionRepository } from '../domain/session/session-repository.port.js';
import type { Clock } from '../domain/shared/clock.port.js';
import type { HealthIndicator } from '../domain/shared/health-indicator.port.js';
import type { IdGenerator } from '../domain/shared/id-generator.port.js';
import type { Logger } from '../domain/shared/logger.port.js';
import type { Migration } from '../domain/shared/migration.port.js';
import type { AddressLimiter } from '../domain/throttling/address-limiter.port.js';
import type { LoginThrottle } from '../domain/throttling/login-throttle.port.js';
import type { ThrottlingPolicy } from '../domain/throttling/throttling-policy.js';
import type { BreachedPasswords } from '../domain/user/breached-passwords.port.js';
import type { PasswordHasher } from '../domain/user/password-hasher.port.js';
import type { PasswordPolicy } from '../domain/user/password-policy.js';
import type { UserRepository } from '../domain/user/user-repository.port.js';

function identifier<T>(name: string): ServiceIdentifier<T> {
  return Symbol(name);
}

/**
 * The identifiers of ports and policies in the container. Each carries the type of its port, so a wrong or missing dependency is
 * a type error.
 */
export const ports = {
  AccessPolicy: identifier<AccessPolicy>('AccessPolicy'),
  AccessTokenPolicy: identifier<AccessTokenPolicy>('AccessTokenPolicy'),
  AccountPseudonyms: identifier<AccountPseudonyms>('AccountPseudonyms'),
  AddressLimiter: identifier<AddressLimiter>('AddressLimiter'),
  BreachedPasswords: identifier<BreachedPasswords>('BreachedPasswords'),
  Clock: identifier<Clock>('Clock'),
  AuditLog: identifier<AuditLog>('AuditLog'),
  /** May be bound any number of times. */
  HealthIndicator: identifier<HealthIndicator>('HealthIndicator'),
  IdGenerator: identifier<IdGenerator>('IdGenerator'),
  Logger: identifier<Logger>('Logger'),
  LoginThrottle: identifier<LoginThrottle>('LoginThrottle'),
  /** May be bound any number of times. Migrations are applied in the order in which they are bound. */
  Migration: identifier<Migration>('Migration'),
  PasswordHasher: identifier<PasswordHasher>('PasswordHasher'),
  PasswordPolicy: identifier<PasswordPolicy>('PasswordPolicy'),
  PublicKeySet: identifier<PublicKeySet>('PublicKeySet'),
  RefreshTokenCodec: identifier<RefreshTokenCodec>('RefreshTokenCodec'),
  /** The check of each request. It is the revocation store, unless the settings let requests pass while the store is down. */
  RevocationCheck: identifier<Pick<RevocationStore, 'isRevoked'>>('RevocationCheck'),
  RevocationPolicy: identifier<RevocationPolicy>('RevocationPolicy'),
  /** Bound by technologies whose revocations can be copied into memory. */
  RevocationFeed: identifier<RevocationFeed>('RevocationFeed'),
  RevocationStore: identifier<RevocationStore>('RevocationStore'),
  SessionPolicy: identifier<SessionPolicy>('SessionPolicy'),
  SessionRepository: identifier<SessionRepository>('SessionRepository'),
  ThrottlingPolicy: identifier<ThrottlingPolicy>('ThrottlingPolicy'),
  TokenIssuer: identifier<TokenIssuer>('TokenIssuer'),
  TokenVerifier: identifier<TokenVerifier>('TokenVerifier'),
  UserRepository: identifier<UserRepository>('UserRepository'),
};
