import type { Request, Response } from 'express';
import type { PublicController, PublicRoute } from '../../route.js';
import { HealthResponse } from '../../schemas/responses.js';
import { sendJson } from '../../send-json.js';
import { tag } from './tag.js';

export class LivenessController implements PublicController {
  readonly route: PublicRoute = {
    method: 'get',
    path: '/health/live',
    access: 'public',
    tag,
    summary: 'Whether the process runs',
    responses: { 200: { description: 'The process runs', schema: HealthResponse } },
  };

  handle(_request: Request, response: Response): void {
    sendJson(response, { status: 'ok' });
  }
}
