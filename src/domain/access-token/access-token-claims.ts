import type { SessionId } from '../session/session-id.js';
import type { Role } from '../user/role.js';
import type { UserId } from '../user/user-id.js';
import type { TokenId } from './token-id.js';

/** The claims of an access token. They contain no personal data except the user's id (ASVS 14.1.1). */
export interface AccessTokenClaims {
  readonly tokenId: TokenId;
  readonly userId: UserId;
  readonly sessionId: SessionId;
  readonly roles: readonly Role[];
  /** The user's version when the token was issued. */
  readonly userVersion: number;
  /** Whole seconds, as in a JWT. */
  readonly issuedAt: Date;
  /** Whole seconds. */
  readonly expiresAt: Date;
}
