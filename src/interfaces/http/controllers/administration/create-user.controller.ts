import type { Request, Response } from 'express';
import { z } from 'zod';
import type { CreateUser } from '../../../../application/administration/create-user.use-case.js';
import {
  EmailAlreadyRegistered,
  Overloaded,
  PasswordBreached,
  PasswordTooWeak,
} from '../../../../domain/user/user.errors.js';
import { HttpClientContext } from '../../http-client-context.js';
import { parse } from '../../parse.js';
import type { PublicPaths } from '../../public-paths.js';
import type { Principal, ProtectedController, ProtectedRoute } from '../../route.js';
import { ADA } from '../../schemas/examples.js';
import { displayName, email, newPassword, roles, status } from '../../schemas/fields.js';
import { UserResponse } from '../../schemas/responses.js';
import { sendUser } from '../../user-response.js';
import { tag } from './tag.js';

const CreateUserBody = z
  .strictObject({
    email,
    password: newPassword,
    name: displayName.optional(),
    roles: roles.default(['user']),
    status: status.default('active'),
  })
  .meta({
    id: 'CreateUserRequest',
    examples: [{ email: 'grace@example.com', password: ADA.newPassword, roles: ['user', 'admin'] }],
  });

export class CreateUserController implements ProtectedController {
  readonly route: ProtectedRoute = {
    method: 'post',
    path: '/users',
    access: { role: 'admin' },
    body: CreateUserBody,
    operationId: 'createUser',
    tag,
    summary: 'Create a user with roles and a status',
    description: 'For users who do not register themselves, and for other administrators.',
    responses: {
      201: {
        description: 'The new user',
        schema: UserResponse,
        headers: ['Location'],
        links: {
          getUser: { description: 'The new user.', parameters: { id: '$response.body#/user/id' } },
        },
      },
    },
    problems: [EmailAlreadyRegistered, PasswordTooWeak, PasswordBreached, Overloaded],
  };

  constructor(
    private readonly createUser: CreateUser,
    private readonly paths: PublicPaths,
  ) {}

  async handle(request: Request, response: Response, actor: Principal): Promise<void> {
    const body = parse(CreateUserBody, request.body);
    const user = await this.createUser.execute({ ...body, actor, client: new HttpClientContext(request) });
    response.status(201).location(this.paths.of(`/users/${user.id}`));
    sendUser(response, user);
  }
}
