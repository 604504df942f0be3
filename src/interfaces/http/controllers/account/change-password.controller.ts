import type { Request, Response } from 'express';
import { z } from 'zod';
import type { ChangePassword } from '../../../../application/account/change-password.use-case.js';
import {
  InvalidCredentials,
  Overloaded,
  PasswordBreached,
  PasswordTooWeak,
  PasswordUnchanged,
} from '../../../../domain/user/user.errors.js';
import { HttpClientContext } from '../../http-client-context.js';
import { parse } from '../../parse.js';
import type { Principal, ProtectedController, ProtectedRoute } from '../../route.js';
import { ADA } from '../../schemas/examples.js';
import { newPassword, password } from '../../schemas/fields.js';
import { tag } from './tag.js';

const ChangePasswordBody = z.strictObject({ currentPassword: password, newPassword }).meta({
  id: 'ChangePasswordRequest',
  examples: [{ currentPassword: ADA.password, newPassword: ADA.newPassword }],
});

export class ChangePasswordController implements ProtectedController {
  readonly route: ProtectedRoute = {
    method: 'put',
    path: '/me/password',
    access: 'authenticated',
    limit: 'log-in',
    body: ChangePasswordBody,
    operationId: 'changePassword',
    tag,
    summary: 'Change your password',
    description:
      'Ends all your other sessions and revokes all access tokens, including the one of this session: refresh to get a new one. If the new password is the current one, it is refused, but your other sessions still end.',
    responses: { 204: { description: 'The password was changed' } },
    problems: [InvalidCredentials, PasswordTooWeak, PasswordBreached, PasswordUnchanged, Overloaded],
  };

  constructor(private readonly changePassword: ChangePassword) {}

  async handle(request: Request, response: Response, actor: Principal): Promise<void> {
    const passwords = parse(ChangePasswordBody, request.body);
    const client = new HttpClientContext(request);
    await this.changePassword.execute({ actor, ...passwords, client });
    response.status(204).end();
  }
}
