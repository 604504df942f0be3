import type { Request, Response } from 'express';
import type { RefreshSession } from '../../../../application/session/refresh-session.use-case.js';
import { HttpClientContext } from '../../client-context.js';
import { ProtocolProblem } from '../../problems/protocol-problem.js';
import type { RefreshTokenCookie } from '../../refresh-token-cookie.js';
import type { PublicController, PublicRoute } from '../../route.js';
import { TokenResponse } from '../../schemas/responses.js';
import { sendTokens } from '../../token-response.js';
import { presentedRefreshToken, RefreshTokenBody } from './presented-refresh-token.js';

export class RefreshController implements PublicController {
  readonly route: PublicRoute = {
    method: 'post',
    path: '/auth/refresh',
    access: 'public',
    limit: 'refresh',
    body: RefreshTokenBody,
    reads: ['cookie'],
    tag: 'Authentication',
    summary: 'Exchange a refresh token for its successor and a new access token',
    description: 'The answer travels the way the token came: in the cookie, or in the body.',
    responses: { 200: { description: 'The next tokens of the session', schema: TokenResponse } },
    problems: ['missing-token', 'invalid-refresh-token', 'cross-site-request'],
  };

  constructor(
    private readonly refreshSession: RefreshSession,
    private readonly cookie: RefreshTokenCookie,
  ) {}

  async handle(request: Request, response: Response): Promise<void> {
    const { token, transport } = presentedRefreshToken(request, this.cookie);
    if (token === undefined) throw new ProtocolProblem('missing-token', 'There is no refresh token.');
    const client = new HttpClientContext(request);
    const pair = await this.refreshSession.execute({ refreshToken: token, client });
    sendTokens(response, pair, transport, this.cookie);
  }
}
