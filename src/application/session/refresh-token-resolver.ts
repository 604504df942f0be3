import type { RefreshTokenCodec } from '../../domain/session/refresh-token-codec.port.js';
import type { SessionRepository, SessionWithOwner } from '../../domain/session/session-repository.port.js';

export interface GenuineRefreshToken extends SessionWithOwner {
  readonly generation: number;
}

/** Finds the session of a refresh token and the owner of the session. */
export class RefreshTokenResolver {
  constructor(
    private readonly sessions: SessionRepository,
    private readonly codec: RefreshTokenCodec,
  ) {}

  /** Returns `undefined` if the token is malformed or forged, or if its session has ended. The generation is not checked. */
  async resolve(token: string): Promise<GenuineRefreshToken | undefined> {
    const decoded = this.codec.decode(token);
    if (!decoded) return undefined;
    const found = await this.sessions.findWithOwner(decoded.sessionId);
    if (!found || !this.codec.isGenuine(decoded, found.session.nonce)) return undefined;
    return { ...found, generation: decoded.generation };
  }
}
