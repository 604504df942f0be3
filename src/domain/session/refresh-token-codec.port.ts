import type { SessionId } from './session-id.js';

/** A well-formed refresh token. It is not verified yet, because verification needs the nonce of its session. */
export interface DecodedRefreshToken {
  readonly sessionId: SessionId;
  readonly generation: number;
  readonly mac: string;
}

/**
 * Encodes and decodes refresh tokens: `<session id>.<generation>.<mac>`. The MAC is computed with a server key from both values
 * and the nonce of the session. No usable token is ever stored. Each token is a function of its session, so a retry gets the
 * same successor again.
 *
 * Contract: `tests/contracts/refresh-token-codec.contract.test.ts`.
 */
export interface RefreshTokenCodec {
  /** 256 bits from a cryptographically secure source, base64url. */
  createNonce(): string;

  encode(session: { readonly id: SessionId; readonly generation: number; readonly nonce: string }): string;

  /** Returns `undefined` for any text that `encode` cannot return. */
  decode(token: string): DecodedRefreshToken | undefined;

  /** Whether this service issued the token for the session with this nonce. Takes the same time for both results. */
  isGenuine(token: DecodedRefreshToken, nonce: string): boolean;
}
