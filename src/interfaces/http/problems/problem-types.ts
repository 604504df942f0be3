import type { DomainErrorCode } from '../../../domain/shared/domain-error.js';

interface ProblemType {
  readonly status: number;
  readonly title: string;
}

/** How each refusal of the domain is told over HTTP. A code without an entry does not compile. */
const DOMAIN_PROBLEM_TYPES = {
  'validation-failed': { status: 422, title: 'Validation failed' },
  'password-too-weak': { status: 422, title: 'Password too weak' },
  'password-breached': { status: 422, title: 'Password known to attackers' },
  'email-already-registered': { status: 409, title: 'E-mail address already registered' },
  'invalid-credentials': { status: 401, title: 'Invalid credentials' },
  'invalid-token': { status: 401, title: 'Invalid access token' },
  'invalid-refresh-token': { status: 401, title: 'Invalid refresh token' },
  forbidden: { status: 403, title: 'Forbidden' },
  'not-found': { status: 404, title: 'Not found' },
  'too-many-requests': { status: 429, title: 'Too many requests' },
  overloaded: { status: 503, title: 'Overloaded' },
  'dependency-unavailable': { status: 503, title: 'Dependency unavailable' },
} as const satisfies Record<DomainErrorCode, ProblemType>;

/** What only the protocol can get wrong. */
const PROTOCOL_PROBLEM_TYPES = {
  'malformed-request': { status: 400, title: 'Malformed request' },
  'missing-token': { status: 401, title: 'Missing credentials' },
  'cross-site-request': { status: 403, title: 'Cross-site request' },
  'method-not-allowed': { status: 405, title: 'Method not allowed' },
  'payload-too-large': { status: 413, title: 'Payload too large' },
  'unsupported-media-type': { status: 415, title: 'Unsupported media type' },
  'internal-error': { status: 500, title: 'Internal error' },
} as const satisfies Record<string, ProblemType>;

export const PROBLEM_TYPES = { ...DOMAIN_PROBLEM_TYPES, ...PROTOCOL_PROBLEM_TYPES };

export type ProblemCode = keyof typeof PROBLEM_TYPES;
