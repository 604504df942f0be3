import type { Request, Response } from 'express';
import { z } from 'zod';
import type { UpdateProfile } from '../../../../application/account/update-profile.use-case.js';
import { HttpClientContext } from '../../http-client-context.js';
import { parse } from '../../parse.js';
import type { Principal, ProtectedController, ProtectedRoute } from '../../route.js';
import { ADA } from '../../schemas/examples.js';
import { displayName } from '../../schemas/fields.js';
import { UserResponse } from '../../schemas/responses.js';
import { sendUser } from '../../user-response.js';
import { tag } from './tag.js';

const UpdateProfileBody = z
  .strictObject({ name: displayName.optional() })
  .meta({ id: 'UpdateProfileRequest', examples: [{ name: ADA.name }] });

export class UpdateProfileController implements ProtectedController {
  readonly route: ProtectedRoute = {
    method: 'patch',
    path: '/me',
    access: 'authenticated',
    body: UpdateProfileBody,
    operationId: 'updateProfile',
    tag,
    summary: 'Update your profile',
    description: 'Absent fields stay unchanged.',
    responses: { 200: { description: 'The updated profile', schema: UserResponse } },
  };

  constructor(private readonly updateProfile: UpdateProfile) {}

  async handle(request: Request, response: Response, actor: Principal): Promise<void> {
    const { name } = parse(UpdateProfileBody, request.body);
    const user = await this.updateProfile.execute({ actor, name, client: new HttpClientContext(request) });
    sendUser(response, user);
  }
}
