import type { Request, Response } from 'express';
import { z } from 'zod';
import type { UpdateUser } from '../../../../application/administration/update-user.use-case.js';
import { OwnAccessLoss } from '../../../../domain/access/access.errors.js';
import { UserNotFound } from '../../../../domain/user/user.errors.js';
import { toUserId } from '../../../../domain/user/user-id.js';
import { HttpClientContext } from '../../http-client-context.js';
import { parse } from '../../parse.js';
import { pathParameter } from '../../path-parameter.js';
import type { Principal, ProtectedController, ProtectedRoute } from '../../route.js';
import { displayName, idOfUser, roles, status } from '../../schemas/fields.js';
import { UserResponse } from '../../schemas/responses.js';
import { sendUser } from '../../user-response.js';
import { tag } from './tag.js';

const UpdateUserBody = z
  .strictObject({ name: displayName.optional(), roles: roles.optional(), status: status.optional() })
  .meta({ id: 'UpdateUserRequest', examples: [{ roles: ['user'], status: 'active' }] });

export class UpdateUserController implements ProtectedController {
  readonly route: ProtectedRoute = {
    method: 'patch',
    path: '/users/:id',
    access: { role: 'admin' },
    body: UpdateUserBody,
    operationId: 'updateUser',
    tag,
    summary: 'Update the name, the roles or the status of a user',
    description:
      "Takes effect on the user's next request. Absent fields stay unchanged. Administrators cannot demote or disable themselves.",
    params: { id: idOfUser },
    responses: { 200: { description: 'The updated user', schema: UserResponse } },
    problems: [UserNotFound, OwnAccessLoss],
  };

  constructor(private readonly updateUser: UpdateUser) {}

  async handle(request: Request, response: Response, actor: Principal): Promise<void> {
    const changes = parse(UpdateUserBody, request.body);
    const userId = toUserId(pathParameter(request, 'id'));
    const client = new HttpClientContext(request);
    const user = await this.updateUser.execute({ userId, ...changes, actor, client });
    sendUser(response, user);
  }
}
