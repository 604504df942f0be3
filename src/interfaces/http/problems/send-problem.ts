import type { Response } from 'express';
import type { Problem } from './to-problem.js';

/** Answers with `application/problem+json` (RFC 9457). */
export function sendProblem(response: Response, { type, detail, errors, headers }: Problem): void {
  const { code, status, title } = type;
  const requestId = response.getHeader('X-Request-Id');
  response
    .status(status)
    .set({ ...headers })
    .type('application/problem+json')
    .send(
      `${JSON.stringify({ type: `/problems/${code}`, title, status, detail, code, requestId, errors })}\n`,
    );
}
