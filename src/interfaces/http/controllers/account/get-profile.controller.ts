import type { Request, Response } from 'express';
import type { GetProfile } from '../../../../application/account/get-profile.use-case.js';
import { HttpClientContext } from '../../http-client-context.js';
import type { Principal, ProtectedController, ProtectedRoute } from '../../route.js';
import { UserResponse } from '../../schemas/responses.js';
import { sendUser } from '../../user-response.js';
import { tag } from './tag.js';

export class GetProfileController implements ProtectedController {
  readonly route: ProtectedRoute = {
    method: 'get',
    path: '/me',
    access: 'authenticated',
    operationId: 'getProfile',
    tag,
    summary: 'Get your profile',
    description: 'Returns the stored account of the owner of the access token.',
    responses: {
      200: {
        description: 'The profile',
        schema: UserResponse,
        links: {
          refreshSession: { description: 'With the refresh token of the session.' },
          logOut: { description: 'With the same access token.' },
        },
      },
    },
  };

  constructor(private readonly getProfile: GetProfile) {}

  async handle(request: Request, response: Response, actor: Principal): Promise<void> {
    const user = await this.getProfile.execute({ actor, client: new HttpClientContext(request) });
    sendUser(response, user);
  }
}
