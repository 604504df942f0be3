import type { RefreshTokenCodec } from '../../domain/session/refresh-token-codec.port.js';
import type { Session } from '../../domain/session/session.js';
import type { SessionRepository } from '../../domain/session/session-repository.port.js';

export interface GenuineRefreshToken {
  readonly session: Session;
  readonly generation: number;
}

/** Finds the session of a refresh token. */
export class RefreshTokenResolver {
  constructor(
    private readonly sessions: SessionRepository,
    private readonly codec: RefreshTokenCodec,
  ) {}

  /** `undefined` for a token that is malformed, forged, or of an ended session. The generation is not checked. */
  async resolve(token: string): Promise<GenuineRefreshToken | undefined> {
    const decoded = this.codec.decode(token);
    if (!decoded) return undefined;
    const session = await this.sessions.findById(decoded.sessionId);
    if (!session || !this.codec.isGenuine(decoded, session.nonce)) return undefined;
    return { session, generation: decoded.generation };
  }
}
