import jsonwebtoken from 'jsonwebtoken';
import { InvalidAccessToken } from '../../../domain/access-token/access-token.errors.js';
import type { AccessTokenClaims } from '../../../domain/access-token/access-token-claims.js';
import type { AccessTokenPolicy } from '../../../domain/access-token/access-token-policy.js';
import type { TokenVerifier } from '../../../domain/access-token/token-verifier.port.js';
import type { Clock } from '../../../domain/shared/clock.port.js';
import { selectKey } from '../access-token-header.js';
import { toClaims } from '../access-token-payload.js';
import { decodeJson, parseCompactJws } from '../compact-jws.js';
import type { VerificationKey } from '../jwt-key.js';
import type { JwtKeys } from '../jwt-keys.js';
import type { TokenIdentity } from '../token-identity.js';
import type { JsonwebtokenAlgorithm } from './jsonwebtoken-algorithms.js';

export class JsonwebtokenTokenVerifier implements TokenVerifier {
  constructor(
    private readonly keys: JwtKeys<JsonwebtokenAlgorithm>,
    private readonly identity: TokenIdentity,
    private readonly policy: AccessTokenPolicy,
    private readonly clock: Clock,
  ) {}

  async verify(token: string): Promise<AccessTokenClaims> {
    const { header, payload } = parseCompactJws(token);
    const key = selectKey(decodeJson(header), this.keys);
    const now = this.clock.now();
    this.verifyWithLibrary(token, key, now);
    // The payload is decoded here, because the library turns invalid UTF-8 into replacement characters.
    return toClaims(decodeJson(payload), this.policy, now);
  }

  private verifyWithLibrary(token: string, key: VerificationKey<JsonwebtokenAlgorithm>, now: Date): void {
    try {
      jsonwebtoken.verify(token, key.verifyWith, {
        algorithms: [key.algorithm],
        issuer: this.identity.issuer,
        audience: this.identity.audience,
        clockTimestamp: now.getTime() / 1_000,
        clockTolerance: this.policy.clockToleranceMs / 1_000,
      });
    } catch (cause) {
      throw new InvalidAccessToken(reasonOf(cause), { cause });
    }
  }
}

/** A signed payload such as `null` makes the library throw a `TypeError`. The token is malformed in that case too. */
function reasonOf(error: unknown): 'expired' | 'untrusted' | 'malformed' {
  if (error instanceof jsonwebtoken.TokenExpiredError) return 'expired';
  return error instanceof jsonwebtoken.JsonWebTokenError ? 'untrusted' : 'malformed';
}
