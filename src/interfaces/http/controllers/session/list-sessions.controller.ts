import type { Request, Response } from 'express';
import type { ListSessions } from '../../../../application/session/list-sessions.use-case.js';
import { HttpClientContext } from '../../http-client-context.js';
import type { Principal, ProtectedController, ProtectedRoute } from '../../route.js';
import { SessionListResponse } from '../../schemas/responses.js';
import { sendJson } from '../../send-json.js';
import { tag } from './tag.js';

export class ListSessionsController implements ProtectedController {
  readonly route: ProtectedRoute = {
    method: 'get',
    path: '/auth/sessions',
    access: 'authenticated',
    operationId: 'listSessions',
    tag,
    summary: 'List your sessions, the latest login first',
    description: 'A session is one login on one device.',
    responses: {
      200: {
        description: 'Your live sessions',
        schema: SessionListResponse,
        links: {
          endSession: {
            description: 'The session of the latest login.',
            parameters: { id: '$response.body#/sessions/0/id' },
          },
        },
      },
    },
  };

  constructor(private readonly listSessions: ListSessions) {}

  async handle(request: Request, response: Response, actor: Principal): Promise<void> {
    const client = new HttpClientContext(request);
    const sessions = await this.listSessions.execute({ userId: actor.userId, actor, client });
    sendJson(response, { sessions });
  }
}
