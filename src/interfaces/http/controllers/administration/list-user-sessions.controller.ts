import type { Request, Response } from 'express';
import type { ListUserSessions } from '../../../../application/administration/list-user-sessions.use-case.js';
import { UserNotFound } from '../../../../domain/user/user.errors.js';
import { toUserId } from '../../../../domain/user/user-id.js';
import { HttpClientContext } from '../../http-client-context.js';
import { pathParameter } from '../../path-parameter.js';
import type { Principal, ProtectedController, ProtectedRoute } from '../../route.js';
import { idOfUser } from '../../schemas/fields.js';
import { SessionListResponse } from '../../schemas/responses.js';
import { sendJson } from '../../send-json.js';
import { tag } from './tag.js';

export class ListUserSessionsController implements ProtectedController {
  readonly route: ProtectedRoute = {
    method: 'get',
    path: '/users/:id/sessions',
    access: { role: 'admin' },
    operationId: 'listUserSessions',
    tag,
    summary: 'List the sessions of a user, the latest login first',
    description: 'If the list contains the session of this request, that one is marked as current.',
    params: { id: idOfUser },
    responses: { 200: { description: 'The live sessions of the user', schema: SessionListResponse } },
    problems: [UserNotFound],
  };

  constructor(private readonly listUserSessions: ListUserSessions) {}

  async handle(request: Request, response: Response, actor: Principal): Promise<void> {
    const userId = toUserId(pathParameter(request, 'id'));
    const client = new HttpClientContext(request);
    const sessions = await this.listUserSessions.execute({ userId, actor, client });
    sendJson(response, { sessions });
  }
}
