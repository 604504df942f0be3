import type { ErrorRequestHandler } from 'express';
import type { FailureLog } from '../failure-log.js';
import { sendProblem } from '../problems/send-problem.js';
import { toProblem } from '../problems/to-problem.js';

/** Turns every error into a problem. What happened inside is told to the log alone, under the request id. */
export function errorHandler(failures: FailureLog): ErrorRequestHandler {
  return (error, _request, response, next) => {
    const problem = toProblem(error);
    failures.report(error, problem.type, { requestId: response.getHeader('X-Request-Id') });
    // Too late to answer: Express then closes the connection, so that the client sees that the answer is not whole.
    if (response.headersSent) return next(error);
    sendProblem(response, problem);
  };
}
