import type { Request, Response } from 'express';
import type { PublicController, PublicRoute } from '../../route.js';
import { LivenessResponse } from '../../schemas/responses.js';
import { sendJson } from '../../send-json.js';
import { tag } from './tag.js';

export class LivenessController implements PublicController {
  readonly route: PublicRoute = {
    method: 'get',
    path: '/health/live',
    access: 'public',
    operationId: 'checkLiveness',
    tag,
    summary: 'Check whether the process is running',
    description: 'Does not check any dependency.',
    responses: { 200: { description: 'The process is running', schema: LivenessResponse } },
  };

  handle(_request: Request, response: Response): void {
    sendJson(response, { status: 'ok' });
  }
}
