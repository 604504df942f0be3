import type { Request, Response } from 'express';
import type { EndUserSessions } from '../../../../application/administration/end-user-sessions.use-case.js';
import { UserNotFound } from '../../../../domain/user/user.errors.js';
import { toUserId } from '../../../../domain/user/user-id.js';
import { HttpClientContext } from '../../http-client-context.js';
import { pathParameter } from '../../path-parameter.js';
import type { Principal, ProtectedController, ProtectedRoute } from '../../route.js';
import { idOfUser } from '../../schemas/fields.js';
import { tag } from './tag.js';

export class EndUserSessionsController implements ProtectedController {
  readonly route: ProtectedRoute = {
    method: 'delete',
    path: '/users/:id/sessions',
    access: { role: 'admin' },
    operationId: 'endUserSessions',
    tag,
    summary: 'End every session of a user',
    description: 'Takes effect on the next request of each session.',
    params: { id: idOfUser },
    responses: { 204: { description: 'All sessions have ended and all access tokens are revoked' } },
    problems: [UserNotFound],
  };

  constructor(private readonly endUserSessions: EndUserSessions) {}

  async handle(request: Request, response: Response, actor: Principal): Promise<void> {
    const userId = toUserId(pathParameter(request, 'id'));
    await this.endUserSessions.execute({ userId, actor, client: new HttpClientContext(request) });
    response.status(204).end();
  }
}
