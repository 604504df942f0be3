import type { Request, Response } from 'express';
import { z } from 'zod';
import type { RegisterUser } from '../../../../application/account/register-user.use-case.js';
import {
  EmailAlreadyRegistered,
  Overloaded,
  PasswordBreached,
  PasswordTooWeak,
} from '../../../../domain/user/user.errors.js';
import { HttpClientContext } from '../../http-client-context.js';
import { parse } from '../../parse.js';
import type { PublicPaths } from '../../public-paths.js';
import type { PublicController, PublicRoute } from '../../route.js';
import { ADA } from '../../schemas/examples.js';
import { displayName, email, newPassword } from '../../schemas/fields.js';
import { UserResponse } from '../../schemas/responses.js';
import { sendUser } from '../../user-response.js';
import { tag } from './tag.js';

const RegisterBody = z.strictObject({ email, password: newPassword, name: displayName.optional() }).meta({
  id: 'RegisterUserRequest',
  examples: [{ email: ADA.email, password: ADA.password, name: ADA.name }],
});

export class RegisterController implements PublicController {
  readonly route: PublicRoute = {
    method: 'post',
    path: '/auth/register',
    access: 'public',
    limit: 'register',
    body: RegisterBody,
    operationId: 'registerUser',
    tag,
    summary: 'Register a new account',
    description: 'Does not log the user in. A new user has the role `user`.',
    responses: {
      201: {
        description: 'The new user',
        schema: UserResponse,
        headers: ['Location'],
        links: {
          logIn: {
            description: 'The new user logs in.',
            requestBody: { email: '$request.body#/email', password: '$request.body#/password' },
          },
          getUser: { description: 'The new user.', parameters: { id: '$response.body#/user/id' } },
        },
      },
    },
    problems: [EmailAlreadyRegistered, PasswordTooWeak, PasswordBreached, Overloaded],
  };

  constructor(
    private readonly registerUser: RegisterUser,
    private readonly paths: PublicPaths,
  ) {}

  async handle(request: Request, response: Response): Promise<void> {
    const body = parse(RegisterBody, request.body);
    const user = await this.registerUser.execute({ ...body, client: new HttpClientContext(request) });
    response.status(201).location(this.paths.of(`/users/${user.id}`));
    sendUser(response, user);
  }
}
