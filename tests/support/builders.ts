import { OPERATOR } from '../../src/application/access/actor.js';
import type { AccessTokenClaims } from '../../src/domain/access-token/access-token-claims.js';
import { toTokenId } from '../../src/domain/access-token/token-id.js';
import { Session, type SessionState } from '../../src/domain/session/session.js';
import { toSessionId } from '../../src/domain/session/session-id.js';
import type { SessionPolicy } from '../../src/domain/session/session-policy.js';
import type { ClientContext } from '../../src/domain/shared/client-context.js';
import type { DisplayName } from '../../src/domain/user/display-name.js';
import { EmailAddress } from '../../src/domain/user/email-address.js';
import type { HashingCaller, PasswordHash } from '../../src/domain/user/password-hasher.port.js';
import { User, type UserState } from '../../src/domain/user/user.js';
import { toUserId } from '../../src/domain/user/user-id.js';

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** The start time of a `FakeClock`. */
export const START = new Date('2026-01-01T00:00:00.000Z');

export const client: ClientContext = {
  ipAddress: '192.0.2.1',
  userAgent: 'Firefox on Linux',
  requestId: 'request-1',
};

/** The client for which a password is hashed. */
export const caller: HashingCaller = {
  account: EmailAddress.parse('ada@example.com'),
  ipAddress: client.ipAddress,
};

/** The defaults of the service. */
export const sessionPolicy: SessionPolicy = {
  idleTtlMs: 7 * DAY,
  absoluteTtlMs: 30 * DAY,
  graceMs: 10 * SECOND,
  reuseScope: 'user',
  maxSessionsPerUser: 20,
};

/** The request of an operator, who may access every user. */
export const asOperator = { actor: OPERATOR, client } as const;

export const accessTokenPolicy = { ttlMs: 15 * MINUTE, clockToleranceMs: 30 * SECOND };

export const userId = (text: string) => toUserId(text);
export const sessionId = (text: string) => toSessionId(text);
export const tokenId = (text: string) => toTokenId(text);

/** A UUID of version 4. UUIDs sort in the order of their numbers. */
export const uuid = (number: number): string =>
  `00000000-0000-4000-8000-${number.toString(16).padStart(12, '0')}`;

/** The first group identifies the kind, so that ids of different kinds differ. */
const idOf = (kind: string, number: number): string => uuid(number).replace('00000000', kind);

let lastNumber = 0;

/** Returns a stored user, with a new id at each call. */
export function aUser(
  state: Partial<Omit<UserState, 'email'>> & { email?: string | EmailAddress } = {},
): User {
  lastNumber += 1;
  const { email = `user-${lastNumber}@example.com`, ...others } = state;
  return User.rehydrate({
    id: userId(idOf('a1000000', lastNumber)),
    name: 'Ada Lovelace' as DisplayName,
    roles: ['user'],
    status: 'active',
    passwordHash: 'a hash' as PasswordHash,
    emailVerifiedAt: undefined,
    version: 1,
    createdAt: new Date(START),
    updatedAt: new Date(START),
    ...others,
    email: typeof email === 'string' ? EmailAddress.parse(email) : email,
  });
}

/** A user each of whose fields has a value that a store could change: an address in Unicode, numbers beyond 32 bits, milliseconds. */
export function anUnusualUser(): User {
  return aUser({
    email: 'jürgen.œuvre+grün@пример.example',
    name: 'Ωmega 🧑🏽‍🚀 null' as DisplayName,
    roles: ['admin', 'user'],
    status: 'disabled',
    passwordHash: '$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA' as PasswordHash,
    emailVerifiedAt: new Date('2026-02-28T23:59:59.999Z'),
    version: 4_294_967_296,
    createdAt: new Date('2026-02-28T23:59:59.001Z'),
    updatedAt: new Date('2026-03-01T00:00:00.999Z'),
  });
}

/** Returns a stored session, with a new id at each call. */
export function aSession(state: Partial<SessionState> = {}): Session {
  lastNumber += 1;
  return Session.rehydrate({
    id: sessionId(idOf('b2000000', lastNumber)),
    userId: userId(idOf('a1000000', 0)),
    nonce: `nonce-${lastNumber}`,
    generation: 0,
    rotations: [],
    createdAt: new Date(START),
    lastUsedAt: new Date(START),
    expiresAt: new Date(START.getTime() + sessionPolicy.idleTtlMs),
    absoluteExpiresAt: new Date(START.getTime() + sessionPolicy.absoluteTtlMs),
    device: { userAgent: 'Firefox on Linux', ipAddress: '192.0.2.1' },
    ...state,
  });
}

/** Returns the claims of an access token of a user, with a new id at each call. */
export function claims(values: Partial<AccessTokenClaims> = {}): AccessTokenClaims {
  lastNumber += 1;
  return {
    tokenId: tokenId(idOf('c3000000', lastNumber)),
    userId: userId(idOf('a1000000', lastNumber)),
    sessionId: sessionId(idOf('b2000000', lastNumber)),
    roles: ['user'],
    userVersion: 1,
    issuedAt: new Date(START),
    expiresAt: new Date(START.getTime() + accessTokenPolicy.ttlMs),
    ...values,
  };
}
