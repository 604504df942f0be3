import { DependencyUnavailable, InvalidValue } from '../../../domain/shared/common.errors.js';
import { DomainError } from '../../../domain/shared/domain-error.js';
import { TooManyRequests } from '../../../domain/throttling/too-many-requests.error.js';
import { Overloaded } from '../../../domain/user/user.errors.js';
import { rateLimitFields } from '../rate-limit-fields.js';
import { type ProblemType, type ProtocolProblemCode, problemTypeOf, toProblemType } from './problem-types.js';
import { ProtocolProblem } from './protocol-problem.js';
import { type FieldError, RequestInvalid } from './request-invalid.js';

/** The content of an error response. */
export interface Problem {
  readonly type: ProblemType;
  readonly detail: string;
  readonly errors?: readonly FieldError[];
  readonly headers?: Readonly<Record<string, string>>;
}

const INTERNAL_ERROR: Problem = {
  type: problemTypeOf('internal-error'),
  detail: 'Internal error. The log of the service has the details for this request id.',
};

/** Seconds that a client should wait when a dependency is unavailable. */
const DEPENDENCY_RETRY_AFTER = '5';

const REALM = 'Bearer realm="api"';

/** Maps an error to the problem that the client sees. An unknown error is a bug, and its message is not sent. */
export function toProblem(error: unknown): Problem {
  if (error instanceof RequestInvalid) {
    return { type: problemTypeOf(error.code), detail: error.message, errors: error.errors };
  }
  if (error instanceof ProtocolProblem) {
    const type = problemTypeOf(error.code);
    return { type, detail: error.message, headers: { ...challenge(type), ...error.headers } };
  }
  if (error instanceof InvalidValue) {
    const errors = [{ path: error.path, message: error.message }];
    return { type: toProblemType(error), detail: 'The request is not valid.', errors };
  }
  if (error instanceof DomainError) {
    return { type: toProblemType(error), detail: error.message, headers: headersOf(error) };
  }
  return fromExpress(error) ?? INTERNAL_ERROR;
}

function headersOf(error: DomainError): Record<string, string> {
  if (error instanceof TooManyRequests) {
    return { ...rateLimitFields(error.quota), 'Retry-After': seconds(error.quota.resetAfterMs) };
  }
  if (error instanceof Overloaded) return { 'Retry-After': seconds(error.retryAfterMs) };
  if (error instanceof DependencyUnavailable) return { 'Retry-After': DEPENDENCY_RETRY_AFTER };
  return challenge(toProblemType(error));
}

/** Every 401 has a challenge (RFC 9110 §15.5.2), with an error attribute only if a token was sent (RFC 6750 §3). */
function challenge({ code, status }: ProblemType): Record<string, string> {
  if (code === 'invalid-token') return { 'WWW-Authenticate': `${REALM}, error="invalid_token"` };
  if (code === 'forbidden') return { 'WWW-Authenticate': `${REALM}, error="insufficient_scope"` };
  return status === 401 ? { 'WWW-Authenticate': REALM } : {};
}

function seconds(milliseconds: number): string {
  return String(Math.max(1, Math.ceil(milliseconds / 1_000)));
}

/**
 * Maps the errors of Express, its router, its body parser and its file server. They are `http-errors`, and `expose` is true if
 * the client caused them. They are mapped by status, because their messages quote the input.
 */
function fromExpress(error: unknown): Problem | undefined {
  const isExposed = error instanceof Error && 'expose' in error && error.expose === true;
  if (!isExposed && !(error instanceof URIError)) return undefined;
  const status = 'status' in error ? error.status : undefined;
  if (status === 415) return problem('unsupported-media-type', 'The body must be JSON in UTF-8.');
  return problem('malformed-request', 'The request cannot be read.');
}

function problem(code: ProtocolProblemCode, detail: string): Problem {
  return { type: problemTypeOf(code), detail };
}
