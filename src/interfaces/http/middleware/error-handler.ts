import type { ErrorRequestHandler } from 'express';
import type { Logger } from '../../../domain/shared/logger.port.js';
import { sendProblem } from '../problems/send-problem.js';
import { toProblem } from '../problems/to-problem.js';

/** Turns every error into a problem. What happened inside is told to the log alone, under the request id. */
export function errorHandler(logger: Logger): ErrorRequestHandler {
  return (error, _request, response, next) => {
    const problem = toProblem(error);
    const { code, status } = problem.type;
    if (status >= 500) {
      // A flood of logins is no error of ours, and whoever sends it may not set off the alarms that are for those.
      const level = code === 'overloaded' ? 'warn' : 'error';
      logger[level]({ err: error, requestId: response.getHeader('X-Request-Id') }, code);
    }
    // Too late to answer: Express then closes the connection, so that the client sees that the answer is not whole.
    if (response.headersSent) return next(error);
    sendProblem(response, problem);
  };
}
