import type { Request, Response } from 'express';
import type { GetUser } from '../../../../application/administration/get-user.use-case.js';
import { UserNotFound } from '../../../../domain/user/user.errors.js';
import { toUserId } from '../../../../domain/user/user-id.js';
import { HttpClientContext } from '../../http-client-context.js';
import { pathParameter } from '../../path-parameter.js';
import type { Principal, ProtectedController, ProtectedRoute } from '../../route.js';
import { idOfUser } from '../../schemas/fields.js';
import { UserResponse } from '../../schemas/responses.js';
import { sendUser } from '../../user-response.js';
import { tag } from './tag.js';

export class GetUserController implements ProtectedController {
  readonly route: ProtectedRoute = {
    method: 'get',
    path: '/users/:id',
    access: { role: 'admin', orSelf: 'id' },
    operationId: 'getUser',
    tag,
    summary: 'Get a user',
    description: 'Allowed for administrators, and for the user with this id.',
    params: { id: idOfUser },
    responses: { 200: { description: 'The user', schema: UserResponse } },
    problems: [UserNotFound],
  };

  constructor(private readonly getUser: GetUser) {}

  async handle(request: Request, response: Response, actor: Principal): Promise<void> {
    const userId = toUserId(pathParameter(request, 'id'));
    const client = new HttpClientContext(request);
    const user = await this.getUser.execute({ userId, actor, client });
    sendUser(response, user);
  }
}
