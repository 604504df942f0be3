import type { Request } from 'express';
import { z } from 'zod';
import { parse } from '../../parse.js';
import { refreshToken } from '../../schemas/fields.js';

/** Clients that have the token in the cookie send no body. */
export const RefreshTokenBody = z
  .strictObject({ refreshToken: refreshToken.optional() })
  .meta({
    id: 'RefreshTokenRequest',
    description: 'Empty or absent if the refresh token is in the cookie',
    examples: [{}],
  })
  .optional();

/** @throws RequestInvalid */
export function refreshTokenInBody(request: Request): string | undefined {
  return parse(RefreshTokenBody, request.body)?.refreshToken;
}
