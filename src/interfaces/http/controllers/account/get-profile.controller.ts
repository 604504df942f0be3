import type { Request, Response } from 'express';
import type { GetProfile } from '../../../../application/account/get-profile.use-case.js';
import { HttpClientContext } from '../../http-client-context.js';
import type { Principal, ProtectedController, ProtectedRoute } from '../../route.js';
import { UserResponse } from '../../schemas/responses.js';
import { sendJson } from '../../send-json.js';
import { tag } from './tag.js';

export class GetProfileController implements ProtectedController {
  readonly route: ProtectedRoute = {
    method: 'get',
    path: '/me',
    access: 'authenticated',
    tag,
    summary: 'Who you are',
    responses: { 200: { description: 'You', schema: UserResponse } },
  };

  constructor(private readonly getProfile: GetProfile) {}

  async handle(request: Request, response: Response, actor: Principal): Promise<void> {
    const user = await this.getProfile.execute({ actor, client: new HttpClientContext(request) });
    sendJson(response, { user });
  }
}
