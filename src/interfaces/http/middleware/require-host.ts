import type { RequestHandler } from 'express';
import { fieldCount } from '../field-count.js';
import { ProtocolProblem } from '../problems/protocol-problem.js';

/**
 * Refuses an HTTP/1.1 request with no Host, or with several, of which a proxy may read another than we do (RFC 9112 §3.2).
 * Node's own refusal, which the server switches off for this one, is no problem document and knows of the first only.
 */
export const requireHost: RequestHandler = (request, _response, next) => {
  if (request.httpVersion === '1.1' && fieldCount(request, 'host') !== 1) {
    throw new ProtocolProblem('malformed-request', 'There must be exactly one Host field.', {
      Connection: 'close',
    });
  }
  next();
};
