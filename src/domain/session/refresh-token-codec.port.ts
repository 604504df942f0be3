import type { SessionId } from './session-id.js';

/** A refresh token that is well-formed and nothing more: whether it is genuine is asked against the session's nonce. */
export interface DecodedRefreshToken {
  readonly sessionId: SessionId;
  readonly generation: number;
  readonly mac: string;
}

/**
 * Writes and reads refresh tokens: `<session id>.<generation>.<mac>`, where the mac is computed from both and the
 * session's nonce under a server key. Nothing that could be presented is ever stored, and each token is a function of
 * its session, so a retry gets the same successor again.
 *
 * Contract: `tests/contracts/refresh-token-codec.contract.test.ts`.
 */
export interface RefreshTokenCodec {
  /** 256 bits from a cryptographically secure source, base64url. */
  createNonce(): string;

  encode(session: { readonly id: SessionId; readonly generation: number; readonly nonce: string }): string;

  /** `undefined` for anything that `encode` cannot have written. */
  decode(token: string): DecodedRefreshToken | undefined;

  /** Whether this server made the token for the session that has this nonce; takes the same time either way. */
  isGenuine(token: DecodedRefreshToken, nonce: string): boolean;
}
