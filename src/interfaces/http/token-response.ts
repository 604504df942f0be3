import type { Response } from 'express';
import type { TokenPair } from '../../application/session/token-pair-issuer.js';
import type { RefreshTokenCookie } from './refresh-token-cookie.js';
import { sendJson } from './send-json.js';

type RefreshTokenTransport = 'cookie' | 'body';

/** Sends a pair of tokens. A refresh token in the cookie is not repeated in the body, where scripts could read it. */
export function sendTokens(
  response: Response,
  pair: TokenPair,
  transport: RefreshTokenTransport,
  cookie: RefreshTokenCookie,
): void {
  const { accessToken, expiresIn, refreshToken, refreshTokenExpiresAt } = pair;
  const body = { accessToken, tokenType: 'Bearer', expiresIn };
  if (transport === 'cookie') cookie.set(response, refreshToken, refreshTokenExpiresAt);
  sendJson(response, transport === 'cookie' ? body : { ...body, refreshToken });
}
