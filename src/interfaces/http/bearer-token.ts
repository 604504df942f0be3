import type { Request } from 'express';
import { fieldCount } from './field-count.js';
import { ProtocolProblem } from './problems/protocol-problem.js';

/** Only spaces come before the token (RFC 6750 §2.1). `\s` would also skip U+00A0, which belongs to the token and spoils it. */
const BEARER = /^Bearer +([^ ].*)$/i;

/**
 * The access token of the one place where one may be: `Authorization: Bearer` (RFC 6750 §2.1).
 * `undefined` for no such field, or for another scheme.
 */
export function bearerToken(request: Request): string | undefined {
  // Whoever sends two hopes that a proxy and we read different ones.
  if (fieldCount(request, 'authorization') > 1) {
    throw new ProtocolProblem('malformed-request', 'There is more than one Authorization field.');
  }
  return request.headers.authorization?.match(BEARER)?.[1];
}
