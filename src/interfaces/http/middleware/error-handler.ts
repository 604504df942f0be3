import type { ErrorRequestHandler } from 'express';
import type { FailureLog } from '../failure-log.js';
import { sendProblem } from '../problems/send-problem.js';
import { toProblem } from '../problems/to-problem.js';

/** Maps every error to a problem. The internal details are only in the log, with the request id. */
export function errorHandler(failures: FailureLog): ErrorRequestHandler {
  return (error, _request, response, next) => {
    const problem = toProblem(error);
    failures.report(error, problem.type, { requestId: response.getHeader('X-Request-Id') });
    // It is too late for an error response. Express then closes the connection, so that the client sees that the response is
    // not complete.
    if (response.headersSent) return next(error);
    sendProblem(response, problem);
  };
}
