import { randomUUID } from 'node:crypto';
import type { TokenId } from '../../domain/access-token/access-token-claims.js';
import type { SessionId } from '../../domain/session/session-id.js';
import type { IdGenerator } from '../../domain/shared/id-generator.port.js';
import type { UserId } from '../../domain/user/user-id.js';

/** UUIDv4 (RFC 9562 §5.4): 122 random bits, and no time of creation to read from an id. */
export class UuidIdGenerator implements IdGenerator {
  userId(): UserId {
    return randomUUID() as UserId;
  }

  sessionId(): SessionId {
    return randomUUID() as SessionId;
  }

  tokenId(): TokenId {
    return randomUUID() as TokenId;
  }
}
