import type { Request, Response } from 'express';
import { z } from 'zod';
import type { DeleteAccount } from '../../../../application/account/delete-account.use-case.js';
import { InvalidCredentials, Overloaded } from '../../../../domain/user/user.errors.js';
import { HttpClientContext } from '../../http-client-context.js';
import { parse } from '../../parse.js';
import type { RefreshTokenCookie } from '../../refresh-token-cookie.js';
import type { Principal, ProtectedController, ProtectedRoute } from '../../route.js';
import { ADA } from '../../schemas/examples.js';
import { password } from '../../schemas/fields.js';
import { tag } from './tag.js';

const DeleteAccountBody = z
  .strictObject({ password })
  .meta({ id: 'DeleteAccountRequest', examples: [{ password: ADA.password }] });

export class DeleteAccountController implements ProtectedController {
  readonly route: ProtectedRoute = {
    method: 'delete',
    path: '/me',
    access: 'authenticated',
    limit: 'log-in',
    body: DeleteAccountBody,
    operationId: 'deleteAccount',
    tag,
    summary: 'Delete your account',
    description: 'Takes effect at once and cannot be undone. Requires the password.',
    responses: {
      204: {
        description: 'The account was deleted, and all its sessions and tokens are revoked',
        headers: ['Set-Cookie'],
      },
    },
    problems: [InvalidCredentials, Overloaded],
  };

  constructor(
    private readonly deleteAccount: DeleteAccount,
    private readonly cookie: RefreshTokenCookie,
  ) {}

  async handle(request: Request, response: Response, actor: Principal): Promise<void> {
    const body = parse(DeleteAccountBody, request.body);
    const client = new HttpClientContext(request);
    await this.deleteAccount.execute({ actor, password: body.password, client });
    this.cookie.clear(response);
    response.status(204).end();
  }
}
