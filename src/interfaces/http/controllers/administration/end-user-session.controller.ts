import type { Request, Response } from 'express';
import type { EndSession } from '../../../../application/session/end-session.use-case.js';
import { SessionNotFound } from '../../../../domain/session/session.errors.js';
import { toSessionId } from '../../../../domain/session/session-id.js';
import { toUserId } from '../../../../domain/user/user-id.js';
import { HttpClientContext } from '../../http-client-context.js';
import { pathParameter } from '../../path-parameter.js';
import type { Principal, ProtectedController, ProtectedRoute } from '../../route.js';
import { idOfSession, idOfUser } from '../../schemas/fields.js';
import { tag } from './tag.js';

export class EndUserSessionController implements ProtectedController {
  readonly route: ProtectedRoute = {
    method: 'delete',
    path: '/users/:id/sessions/:sessionId',
    access: { role: 'admin' },
    operationId: 'endUserSession',
    tag,
    summary: 'End one session of a user',
    description: 'Takes effect on the next request of the session.',
    params: { id: idOfUser, sessionId: idOfSession },
    responses: { 204: { description: 'The session has ended and its access tokens are revoked' } },
    problems: [SessionNotFound],
  };

  constructor(private readonly endSession: EndSession) {}

  async handle(request: Request, response: Response, actor: Principal): Promise<void> {
    const userId = toUserId(pathParameter(request, 'id'));
    const sessionId = toSessionId(pathParameter(request, 'sessionId'));
    const client = new HttpClientContext(request);
    await this.endSession.execute({ userId, sessionId, actor, client });
    response.status(204).end();
  }
}
