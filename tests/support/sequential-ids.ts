import type { TokenId } from '../../src/domain/access-token/access-token-claims.js';
import type { SessionId } from '../../src/domain/session/session-id.js';
import type { IdGenerator } from '../../src/domain/shared/id-generator.port.js';
import type { UserId } from '../../src/domain/user/user-id.js';

/** Ids that a failing test can be read by. */
export class SequentialIds implements IdGenerator {
  #last = 0;

  userId(): UserId {
    return this.#next('user') as UserId;
  }

  sessionId(): SessionId {
    return this.#next('session') as SessionId;
  }

  tokenId(): TokenId {
    return this.#next('token') as TokenId;
  }

  #next(kind: string): string {
    this.#last += 1;
    return `${kind}-${this.#last}`;
  }
}
