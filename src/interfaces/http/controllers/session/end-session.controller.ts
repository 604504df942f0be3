import type { Request, Response } from 'express';
import type { EndSession } from '../../../../application/session/end-session.use-case.js';
import { SessionNotFound } from '../../../../domain/session/session.errors.js';
import { toSessionId } from '../../../../domain/session/session-id.js';
import { HttpClientContext } from '../../http-client-context.js';
import { pathParameter } from '../../path-parameter.js';
import type { Principal, ProtectedController, ProtectedRoute } from '../../route.js';
import { idOfSession } from '../../schemas/fields.js';
import { tag } from './tag.js';

export class EndSessionController implements ProtectedController {
  readonly route: ProtectedRoute = {
    method: 'delete',
    path: '/auth/sessions/:id',
    access: 'authenticated',
    operationId: 'endSession',
    tag,
    summary: 'End one of your sessions',
    description: 'This may be the current session.',
    params: { id: idOfSession },
    responses: { 204: { description: 'The session has ended and its access tokens are revoked' } },
    problems: [SessionNotFound],
  };

  constructor(private readonly endSession: EndSession) {}

  async handle(request: Request, response: Response, actor: Principal): Promise<void> {
    const sessionId = toSessionId(pathParameter(request, 'id'));
    const client = new HttpClientContext(request);
    await this.endSession.execute({ userId: actor.userId, sessionId, actor, client });
    response.status(204).end();
  }
}
