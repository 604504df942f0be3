import type { Request, Response } from 'express';
import type { EndOtherSessions } from '../../../../application/session/end-other-sessions.use-case.js';
import { HttpClientContext } from '../../http-client-context.js';
import type { Principal, ProtectedController, ProtectedRoute } from '../../route.js';
import { tag } from './tag.js';

export class EndOtherSessionsController implements ProtectedController {
  readonly route: ProtectedRoute = {
    method: 'delete',
    path: '/auth/sessions',
    access: 'authenticated',
    operationId: 'endOtherSessions',
    tag,
    summary: 'End all your sessions except this one',
    description: 'This session and its access token stay valid.',
    responses: { 204: { description: 'The other sessions have ended and their access tokens are revoked' } },
  };

  constructor(private readonly endOtherSessions: EndOtherSessions) {}

  async handle(request: Request, response: Response, actor: Principal): Promise<void> {
    await this.endOtherSessions.execute({ actor, client: new HttpClientContext(request) });
    response.status(204).end();
  }
}
