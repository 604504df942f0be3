import type { RequestHandler } from 'express';
import { fieldCount } from '../field-count.js';
import { ProtocolProblem } from '../problems/protocol-problem.js';

/**
 * Refuses an HTTP/1.1 request without exactly one Host field (RFC 9112 §3.2). With two fields, a proxy and this service could
 * read different hosts. The check of Node itself is disabled: it sees only the first field and sends no problem document.
 */
export const requireHost: RequestHandler = (request, _response, next) => {
  if (request.httpVersion === '1.1' && fieldCount(request, 'host') !== 1) {
    throw new ProtocolProblem('malformed-request', 'There must be exactly one Host field.', {
      Connection: 'close',
    });
  }
  next();
};
