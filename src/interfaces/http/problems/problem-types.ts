import { InvalidValue, NotFound } from '../../../domain/shared/common.errors.js';
import type { DomainErrorKind, DomainErrorType } from '../../../domain/shared/domain-error.js';

export interface ProblemType {
  readonly code: string;
  readonly status: number;
  readonly title: string;
}

/** The HTTP status for each kind of domain error. A kind without an entry does not compile. */
const STATUS_OF_KIND = {
  invalid: 422,
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  throttled: 429,
  unavailable: 503,
} as const satisfies Record<DomainErrorKind, number>;

/** The problems of the HTTP level. */
const PROTOCOL_PROBLEM_TYPES = {
  'malformed-request': { status: 400, title: 'Malformed request' },
  'missing-token': { status: 401, title: 'Missing credentials' },
  'cross-site-request': { status: 403, title: 'Cross-site request' },
  'not-found': toProblemType(NotFound.type),
  'method-not-allowed': { status: 405, title: 'Method not allowed' },
  'payload-too-large': { status: 413, title: 'Payload too large' },
  'unsupported-media-type': { status: 415, title: 'Unsupported media type' },
  'validation-failed': toProblemType(InvalidValue.type),
  'internal-error': { status: 500, title: 'Internal error' },
} as const satisfies Record<string, Omit<ProblemType, 'code'>>;

export type ProtocolProblemCode = keyof typeof PROTOCOL_PROBLEM_TYPES;

export const PROTOCOL_PROBLEM_CODES = Object.keys(PROTOCOL_PROBLEM_TYPES) as readonly ProtocolProblemCode[];

/** A class of domain errors, or a code of the protocol. */
export type ProblemSource = ProtocolProblemCode | { readonly type: DomainErrorType };

export function problemTypeOf(source: ProblemSource): ProblemType {
  if (typeof source === 'string') return { code: source, ...PROTOCOL_PROBLEM_TYPES[source] };
  return toProblemType(source.type);
}

export function toProblemType({ kind, code, title }: DomainErrorType): ProblemType {
  return { code, status: STATUS_OF_KIND[kind], title };
}
