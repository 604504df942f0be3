import type { RefreshTokenCodec } from '../../domain/session/refresh-token-codec.port.js';
import type { Session } from '../../domain/session/session.js';
import type { SessionRepository } from '../../domain/session/session-repository.port.js';

export interface GenuineRefreshToken {
  readonly session: Session;
  readonly generation: number;
}

/** Finds the session that a refresh token was made for. */
export class RefreshTokenReader {
  constructor(
    private readonly sessions: SessionRepository,
    private readonly codec: RefreshTokenCodec,
  ) {}

  /** `undefined` for a token that is malformed, forged, or of a session that has ended. Says nothing of its generation. */
  async read(token: string): Promise<GenuineRefreshToken | undefined> {
    const presented = this.codec.decode(token);
    if (!presented) return undefined;
    const session = await this.sessions.findById(presented.sessionId);
    if (!session || !this.codec.isGenuine(presented, session.nonce)) return undefined;
    return { session, generation: presented.generation };
  }
}
