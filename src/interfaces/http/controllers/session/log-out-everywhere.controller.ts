import type { Request, Response } from 'express';
import type { LogOutEverywhere } from '../../../../application/session/log-out-everywhere.use-case.js';
import { HttpClientContext } from '../../http-client-context.js';
import type { RefreshTokenCookie } from '../../refresh-token-cookie.js';
import type { Principal, ProtectedController, ProtectedRoute } from '../../route.js';
import { tag } from './tag.js';

export class LogOutEverywhereController implements ProtectedController {
  readonly route: ProtectedRoute = {
    method: 'post',
    path: '/auth/logout-all',
    access: 'authenticated',
    operationId: 'logOutEverywhere',
    tag,
    summary: 'End all your sessions, including this one',
    description: 'All access tokens are revoked at once.',
    responses: {
      204: {
        description: 'All sessions have ended and all access tokens are revoked',
        headers: ['Set-Cookie'],
      },
    },
  };

  constructor(
    private readonly logOutEverywhere: LogOutEverywhere,
    private readonly cookie: RefreshTokenCookie,
  ) {}

  async handle(request: Request, response: Response, actor: Principal): Promise<void> {
    await this.logOutEverywhere.execute({ actor, client: new HttpClientContext(request) });
    this.cookie.clear(response);
    response.status(204).end();
  }
}
