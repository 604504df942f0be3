import type { TokenId } from '../access-token/access-token-claims.js';
import type { SessionId } from '../session/session-id.js';
import type { UserId } from '../user/user-id.js';

/** Makes unguessable identifiers with at least 122 bits from a cryptographically secure source (RFC 9562 UUIDv4). */
export interface IdGenerator {
  userId(): UserId;
  sessionId(): SessionId;
  tokenId(): TokenId;
}
