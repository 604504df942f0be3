import type { Request, Response } from 'express';
import type { DeleteUser } from '../../../../application/administration/delete-user.use-case.js';
import { OwnAccessLoss } from '../../../../domain/access/access.errors.js';
import { UserNotFound } from '../../../../domain/user/user.errors.js';
import { toUserId } from '../../../../domain/user/user-id.js';
import { HttpClientContext } from '../../http-client-context.js';
import { pathParameter } from '../../path-parameter.js';
import type { Principal, ProtectedController, ProtectedRoute } from '../../route.js';
import { idOfUser } from '../../schemas/fields.js';
import { tag } from './tag.js';

export class DeleteUserController implements ProtectedController {
  readonly route: ProtectedRoute = {
    method: 'delete',
    path: '/users/:id',
    access: { role: 'admin' },
    operationId: 'deleteUser',
    tag,
    summary: 'Delete a user',
    description: 'Takes effect at once and cannot be undone. Administrators cannot delete themselves here.',
    params: { id: idOfUser },
    responses: {
      204: { description: 'The user was deleted, and all sessions and tokens of the user are revoked' },
    },
    problems: [UserNotFound, OwnAccessLoss],
  };

  constructor(private readonly deleteUser: DeleteUser) {}

  async handle(request: Request, response: Response, actor: Principal): Promise<void> {
    const userId = toUserId(pathParameter(request, 'id'));
    const client = new HttpClientContext(request);
    await this.deleteUser.execute({ userId, actor, client });
    response.status(204).end();
  }
}
