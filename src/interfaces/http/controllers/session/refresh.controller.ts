import type { Request, Response } from 'express';
import type { RefreshSession } from '../../../../application/session/refresh-session.use-case.js';
import { InvalidRefreshToken } from '../../../../domain/session/session.errors.js';
import { TooManyRequests } from '../../../../domain/throttling/too-many-requests.error.js';
import { HttpClientContext } from '../../http-client-context.js';
import { ProtocolProblem } from '../../problems/protocol-problem.js';
import { rateLimitFields } from '../../rate-limit-fields.js';
import type { RefreshTokenCookie } from '../../refresh-token-cookie.js';
import type { PublicController, PublicRoute } from '../../route.js';
import { TokenResponse } from '../../schemas/responses.js';
import { sendTokens } from '../../token-response.js';
import { linksOfTokens } from './links-of-tokens.js';
import { RefreshTokenBody, refreshTokenInBody } from './presented-refresh-token.js';
import { tag } from './tag.js';

export class RefreshController implements PublicController {
  readonly route: PublicRoute = {
    method: 'post',
    path: '/auth/refresh',
    access: 'public',
    // There is no `limit` here: the use case limits refreshes by session, which only it knows.
    body: RefreshTokenBody,
    reads: ['cookie'],
    operationId: 'refreshSession',
    tag,
    summary: 'Exchange a refresh token for a new one and a new access token',
    description:
      'The new refresh token is returned in the same place as the old one: in the cookie or in the body. If the body contains a token, the cookie is ignored.',
    responses: {
      200: {
        description: 'The new tokens of the session',
        schema: TokenResponse,
        headers: ['Set-Cookie', 'RateLimit', 'RateLimit-Policy'],
        links: linksOfTokens,
      },
    },
    headersOfProblems: { 401: ['Set-Cookie'] },
    problems: ['missing-token', InvalidRefreshToken, TooManyRequests, 'cross-site-request'],
  };

  constructor(
    private readonly refreshSession: RefreshSession,
    private readonly cookie: RefreshTokenCookie,
  ) {}

  async handle(request: Request, response: Response): Promise<void> {
    const inBody = refreshTokenInBody(request);
    // Browsers send the cookie with every request, even if a later login returned its refresh token in the body.
    const token = inBody ?? this.cookie.read(request);
    if (token === undefined)
      throw new ProtocolProblem('missing-token', 'The request contains no refresh token.');
    const client = new HttpClientContext(request);
    const transport = inBody === undefined ? 'cookie' : 'body';
    try {
      const { quota, ...pair } = await this.refreshSession.execute({ refreshToken: token, client });
      if (quota) response.set(rateLimitFields(quota));
      sendTokens(response, pair, transport, this.cookie);
    } catch (error) {
      // Any other refusal keeps the cookie, because the browser may hold a newer one, set by another tab.
      const hasEndedSession = error instanceof InvalidRefreshToken && error.hasEndedSession;
      if (hasEndedSession && transport === 'cookie') this.cookie.clear(response);
      throw error;
    }
  }
}
