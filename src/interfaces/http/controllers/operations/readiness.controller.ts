import type { Request, Response } from 'express';
import type { Readiness } from '../../readiness.js';
import type { PublicController, PublicRoute } from '../../route.js';
import { ReadinessResponse } from '../../schemas/responses.js';
import { sendJson } from '../../send-json.js';
import { tag } from './tag.js';

export class ReadinessController implements PublicController {
  readonly route: PublicRoute = {
    method: 'get',
    path: '/health/ready',
    access: 'public',
    operationId: 'checkReadiness',
    tag,
    summary: 'Check whether the service can handle requests',
    description: 'Checks every dependency.',
    responses: {
      200: { description: 'All required dependencies are available', schema: ReadinessResponse },
      503: {
        description: 'A dependency is down, or the process is shutting down',
        schema: ReadinessResponse,
      },
    },
  };

  constructor(private readonly readiness: Readiness) {}

  async handle(_request: Request, response: Response): Promise<void> {
    const report = await this.readiness.report();
    response.status(report.status === 'ok' ? 200 : 503);
    sendJson(response, report);
  }
}
