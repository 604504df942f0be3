import { z } from 'zod';
import { InvalidAccessToken } from '../../domain/access-token/access-token.errors.js';
import type { AccessTokenClaims } from '../../domain/access-token/access-token-claims.js';
import type { AccessTokenPolicy } from '../../domain/access-token/access-token-policy.js';
import { toTokenId } from '../../domain/access-token/token-id.js';
import { toSessionId } from '../../domain/session/session-id.js';
import { ROLES } from '../../domain/user/role.js';
import { toUserId } from '../../domain/user/user-id.js';
import type { TokenIdentity } from './token-identity.js';

const MILLISECONDS = 1_000;

const id = z.string().min(1).max(128);
/** Seconds since 1970. `z.int` also refuses unsafe integers such as `1e400`, a time that never comes. */
const numericDate = z.int().nonnegative();

/**
 * The claims of RFC 9068 §2.2, the session and the user's version, without personal data. Instances from before `client_id`
 * issue tokens without it, and its value decides nothing here, so it may be absent.
 */
const payloadSchema = z.object({
  iss: z.string(),
  aud: z.union([z.string(), z.array(z.string())]),
  sub: id,
  jti: id,
  client_id: z.string().min(1).optional(),
  sid: id,
  iat: numericDate,
  exp: numericDate,
  nbf: numericDate.optional(),
  roles: z.array(z.enum(ROLES)),
  ver: z.int().nonnegative(),
});

export function toPayload(claims: AccessTokenClaims, { issuer, audience, clientId }: TokenIdentity) {
  return {
    iss: issuer,
    aud: audience,
    sub: claims.userId,
    client_id: clientId,
    jti: claims.tokenId,
    sid: claims.sessionId,
    iat: toSeconds(claims.issuedAt),
    exp: toSeconds(claims.expiresAt),
    roles: [...claims.roles],
    ver: claims.userVersion,
  } satisfies z.input<typeof payloadSchema>;
}

/**
 * Reads the claims of a payload whose signature, issuer, audience and times are already verified. Checks what JWT libraries
 * do not check.
 * @throws InvalidAccessToken
 */
export function toClaims(payload: unknown, policy: AccessTokenPolicy, now: Date): AccessTokenClaims {
  const parsed = payloadSchema.safeParse(payload);
  if (!parsed.success) throw new InvalidAccessToken('untrusted', { cause: parsed.error });

  const { sub, jti, sid, iat, exp, roles, ver } = parsed.data;
  const fromTheFuture = iat * MILLISECONDS > now.getTime() + policy.clockToleranceMs;
  const livesTooLong = (exp - iat) * MILLISECONDS > policy.ttlMs;
  if (fromTheFuture || livesTooLong) throw new InvalidAccessToken('untrusted');

  return {
    tokenId: toTokenId(jti),
    userId: toUserId(sub),
    sessionId: toSessionId(sid),
    roles,
    userVersion: ver,
    issuedAt: new Date(iat * MILLISECONDS),
    expiresAt: new Date(exp * MILLISECONDS),
  };
}

function toSeconds(instant: Date): number {
  return Math.floor(instant.getTime() / MILLISECONDS);
}
