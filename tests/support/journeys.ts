import { InvalidAccessToken } from '../../src/domain/access-token/access-token.errors.js';
import type { AccessTokenClaims } from '../../src/domain/access-token/access-token-claims.js';
import { toTokenId } from '../../src/domain/access-token/token-id.js';
import { InvalidRefreshToken } from '../../src/domain/session/session.errors.js';
import type { Session } from '../../src/domain/session/session.js';
import { toSessionId } from '../../src/domain/session/session-id.js';
import { DependencyUnavailable } from '../../src/domain/shared/common.errors.js';
import { toUserId, type UserId } from '../../src/domain/user/user-id.js';
import type { Application } from './application.js';
import { aUser, claims, client } from './builders.js';

export interface Tokens {
  readonly accessToken: string;
  readonly refreshToken: string;
}

export const password = 'a long enough password';
export const newPassword = 'another password, as long';

export const emailOf = (who: string) => `${who}@example.com`;

export async function register(app: Application, who = 'ada'): Promise<UserId> {
  const { id } = await app.registerUser.execute({ email: emailOf(who), password, client });
  return id;
}

export function logIn(app: Application, who = 'ada', proof = password) {
  return app.logIn.execute({ email: emailOf(who), password: proof, client });
}

export function refresh(app: Application, { refreshToken }: Pick<Tokens, 'refreshToken'>) {
  return app.refreshSession.execute({ refreshToken, client });
}

export async function claimsOf(app: Application, { accessToken }: Tokens): Promise<AccessTokenClaims> {
  const issued = app.accessTokens.read(accessToken);
  if (!issued) throw new Error('No such token was issued.');
  return issued;
}

/** The claims of a token that the user would get now. Its session exists in no store. */
export async function actorFor(app: Application, id: UserId): Promise<AccessTokenClaims> {
  const user = await app.users.findById(id);
  if (!user) throw new Error('There is no such user.');
  const { roles, version: userVersion } = user;
  const [tokenId, sessionId] = [toTokenId(app.ids.generate()), toSessionId(app.ids.generate())];
  return claims({ userId: id, roles, userVersion, tokenId, sessionId });
}

/** Another user, who is an administrator. The user is inserted directly, so that the audit log starts empty. */
export async function administrator(app: Application): Promise<AccessTokenClaims> {
  const admin = aUser({ id: toUserId(app.ids.generate()), roles: ['user', 'admin'] });
  await app.users.insert(admin);
  return actorFor(app, admin.id);
}

export async function sessionOf(app: Application, tokens: Tokens): Promise<Session | undefined> {
  return app.sessions.findById((await claimsOf(app, tokens)).sessionId);
}

/** Whether the access token is accepted on a protected route. */
export function givesAccess(
  app: Application,
  { accessToken }: Pick<Tokens, 'accessToken'>,
): Promise<boolean> {
  return succeeds(app.authenticate.execute({ accessToken, client }), InvalidAccessToken);
}

/** Refreshes with the token. Resolves to whether that succeeded. */
export function refreshes(app: Application, tokens: Pick<Tokens, 'refreshToken'>): Promise<boolean> {
  return succeeds(refresh(app, tokens), InvalidRefreshToken);
}

/** The action of an interruption that makes a store fail there. */
export async function fail(): Promise<never> {
  throw new DependencyUnavailable('a store');
}

async function succeeds(
  attempt: Promise<unknown>,
  Refusal: new (...parameters: never[]) => Error,
): Promise<boolean> {
  try {
    await attempt;
    return true;
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
}
