import type { Request } from 'express';
import { z } from 'zod';
import { parse } from '../../parse.js';
import { ProtocolProblem } from '../../problems/protocol-problem.js';
import type { RefreshTokenCookie } from '../../refresh-token-cookie.js';
import { refreshToken } from '../../schemas/fields.js';
import type { RefreshTokenTransport } from '../../token-response.js';

/** Whoever has the token in the cookie needs no body. */
export const RefreshTokenBody = z.strictObject({ refreshToken: refreshToken.optional() }).optional();

interface PresentedRefreshToken {
  readonly token: string | undefined;
  readonly transport: RefreshTokenTransport;
}

/**
 * The refresh token of a request, and the way it came.
 * @throws ProtocolProblem when there is one in the cookie and one in the body: only one of them can be meant
 */
export function presentedRefreshToken(request: Request, cookie: RefreshTokenCookie): PresentedRefreshToken {
  const inBody = parse(RefreshTokenBody, request.body)?.refreshToken;
  const inCookie = cookie.read(request);
  if (inBody !== undefined && inCookie !== undefined) {
    throw new ProtocolProblem('malformed-request', 'There is a refresh token in the cookie and in the body.');
  }
  return inBody === undefined
    ? { token: inCookie, transport: 'cookie' }
    : { token: inBody, transport: 'body' };
}
