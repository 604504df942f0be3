import type { Request } from 'express';
import { fieldCount } from './field-count.js';
import { ProtocolProblem } from './problems/protocol-problem.js';

/** Only spaces may precede the token (RFC 6750 §2.1). `\s` would also skip U+00A0, which is part of an invalid token. */
const BEARER = /^Bearer +([^ ].*)$/i;

/**
 * The access token of `Authorization: Bearer` (RFC 6750 §2.1), the only place where it may be. `undefined` if the field is
 * missing or has another scheme.
 */
export function bearerToken(request: Request): string | undefined {
  // With two fields, a proxy and this service could read different tokens.
  if (fieldCount(request, 'authorization') > 1) {
    throw new ProtocolProblem('malformed-request', 'There is more than one Authorization field.');
  }
  return request.headers.authorization?.match(BEARER)?.[1];
}
