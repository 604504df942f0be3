import type { Response } from 'express';
import { PROBLEM_TYPES } from './problem-types.js';
import type { Problem } from './to-problem.js';

/** Answers with `application/problem+json` (RFC 9457). */
export function sendProblem(response: Response, { code, detail, errors, headers }: Problem): void {
  const { status, title } = PROBLEM_TYPES[code];
  const requestId = response.getHeader('X-Request-Id');
  response
    .status(status)
    .set({ ...headers })
    .type('application/problem+json')
    .send(JSON.stringify({ type: `/problems/${code}`, title, status, detail, code, requestId, errors }));
}
