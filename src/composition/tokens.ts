import type { ServiceIdentifier } from 'inversify';
import type { AccessTokenPolicy } from '../domain/access-token/access-token-policy.js';
import type { PublicKeySet } from '../domain/access-token/public-key-set.port.js';
import type { RevocationStore } from '../domain/access-token/revocation-store.port.js';
import type { TokenIssuer } from '../domain/access-token/token-issuer.port.js';
import type { TokenVerifier } from '../domain/access-token/token-verifier.port.js';
import type { RefreshTokenCodec } from '../domain/session/refresh-token-codec.port.js';
import type { SessionPolicy } from '../domain/session/session-policy.js';
import type { SessionRepository } from '../domain/session/session-repository.port.js';
import type { Clock } from '../domain/shared/clock.port.js';
import type { EventPublisher } from '../domain/shared/event-publisher.port.js';
import type { HealthIndicator } from '../domain/shared/health-indicator.port.js';
import type { IdGenerator } from '../domain/shared/id-generator.port.js';
import type { Logger } from '../domain/shared/logger.port.js';
import type { AddressLimiter } from '../domain/throttling/address-limiter.port.js';
import type { LoginThrottle } from '../domain/throttling/login-throttle.port.js';
import type { BreachedPasswords } from '../domain/user/breached-passwords.port.js';
import type { PasswordHasher } from '../domain/user/password-hasher.port.js';
import type { PasswordPolicy } from '../domain/user/password-policy.js';
import type { UserRepository } from '../domain/user/user-repository.port.js';

function token<T>(name: string): ServiceIdentifier<T> {
  return Symbol(name);
}

/** Every port and every policy under the name of its type, which makes a wrong or missing dependency a type error. */
export const tokens = {
  AccessTokenPolicy: token<AccessTokenPolicy>('AccessTokenPolicy'),
  AddressLimiter: token<AddressLimiter>('AddressLimiter'),
  BreachedPasswords: token<BreachedPasswords>('BreachedPasswords'),
  Clock: token<Clock>('Clock'),
  EventPublisher: token<EventPublisher>('EventPublisher'),
  /** Any number of them. */
  HealthIndicator: token<HealthIndicator>('HealthIndicator'),
  IdGenerator: token<IdGenerator>('IdGenerator'),
  Logger: token<Logger>('Logger'),
  LoginThrottle: token<LoginThrottle>('LoginThrottle'),
  PasswordHasher: token<PasswordHasher>('PasswordHasher'),
  PasswordPolicy: token<PasswordPolicy>('PasswordPolicy'),
  PublicKeySet: token<PublicKeySet>('PublicKeySet'),
  RefreshTokenCodec: token<RefreshTokenCodec>('RefreshTokenCodec'),
  RevocationStore: token<RevocationStore>('RevocationStore'),
  SessionPolicy: token<SessionPolicy>('SessionPolicy'),
  SessionRepository: token<SessionRepository>('SessionRepository'),
  TokenIssuer: token<TokenIssuer>('TokenIssuer'),
  TokenVerifier: token<TokenVerifier>('TokenVerifier'),
  UserRepository: token<UserRepository>('UserRepository'),
};
