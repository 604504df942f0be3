import type { AccessTokenPolicy } from '../../domain/access-token/access-token-policy.js';
import { toTokenId } from '../../domain/access-token/token-id.js';
import type { TokenIssuer } from '../../domain/access-token/token-issuer.port.js';
import type { RefreshTokenCodec } from '../../domain/session/refresh-token-codec.port.js';
import type { Session } from '../../domain/session/session.js';
import type { IdGenerator } from '../../domain/shared/id-generator.port.js';
import { after, earlier } from '../../domain/shared/instant.js';
import type { User } from '../../domain/user/user.js';

/** The result of a login or a refresh. */
export interface TokenPair {
  readonly accessToken: string;
  /** Seconds. */
  readonly expiresIn: number;
  readonly refreshToken: string;
  readonly refreshTokenExpiresAt: Date;
}

/** Issues the two tokens of a session. */
export class TokenPairIssuer {
  constructor(
    private readonly issuer: TokenIssuer,
    private readonly codec: RefreshTokenCodec,
    private readonly ids: IdGenerator,
    private readonly policy: AccessTokenPolicy,
  ) {}

  /**
   * The access token expires after its lifetime, or with the session if that ends sooner.
   * @param asOf the time at which the user was read. A revocation between the read and the issue then outlives the token
   */
  async issue(user: User, session: Session, asOf: Date): Promise<TokenPair> {
    const issuedAt = toSecond(asOf);
    const expiresAt = earlier(after(issuedAt, this.policy.ttlMs), toSecond(session.expiresAt));
    const accessToken = await this.issuer.issue({
      tokenId: toTokenId(this.ids.generate()),
      userId: user.id,
      sessionId: session.id,
      roles: user.roles,
      userVersion: user.version,
      issuedAt,
      expiresAt,
    });
    return {
      accessToken,
      expiresIn: (expiresAt.getTime() - issuedAt.getTime()) / 1_000,
      refreshToken: this.codec.encode(session),
      refreshTokenExpiresAt: session.expiresAt,
    };
  }
}

/** Rounds down to the second, the resolution of JWT times. */
function toSecond(instant: Date): Date {
  return new Date(Math.floor(instant.getTime() / 1_000) * 1_000);
}
