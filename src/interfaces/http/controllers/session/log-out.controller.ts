import type { Request, Response } from 'express';
import type { LogOut } from '../../../../application/session/log-out.use-case.js';
import { InvalidAccessToken } from '../../../../domain/access-token/access-token.errors.js';
import { bearerToken } from '../../bearer-token.js';
import { HttpClientContext } from '../../http-client-context.js';
import type { RefreshTokenCookie } from '../../refresh-token-cookie.js';
import type { PublicController, PublicRoute } from '../../route.js';
import { RefreshTokenBody, refreshTokenInBody } from './presented-refresh-token.js';
import { tag } from './tag.js';

export class LogOutController implements PublicController {
  readonly route: PublicRoute = {
    method: 'post',
    path: '/auth/logout',
    access: 'public',
    body: RefreshTokenBody,
    reads: ['cookie', 'bearer'],
    operationId: 'logOut',
    tag,
    summary: 'Log out: end the session of each token in the request',
    description: 'Idempotent. All access tokens of the session are revoked at once.',
    responses: {
      204: {
        description: 'The sessions have ended. If the request had the cookie, the cookie is cleared',
        headers: ['Set-Cookie'],
      },
    },
    problems: [InvalidAccessToken, 'cross-site-request'],
  };

  constructor(
    private readonly logOut: LogOut,
    private readonly cookie: RefreshTokenCookie,
  ) {}

  async handle(request: Request, response: Response): Promise<void> {
    const refreshToken = refreshTokenInBody(request);
    const accessToken = bearerToken(request);
    const isCookieAlone = refreshToken === undefined && accessToken === undefined;
    const inCookie = isCookieAlone ? this.cookie.read(request) : this.cookie.readIfUsable(request);
    const client = new HttpClientContext(request);
    await this.logOut.execute({ refreshToken, otherRefreshToken: inCookie, accessToken, client });
    // Only if a cookie was sent. Otherwise a form on a foreign page, which sends no cookie, could clear the cookie.
    if (inCookie !== undefined) this.cookie.clear(response);
    response.status(204).end();
  }
}
