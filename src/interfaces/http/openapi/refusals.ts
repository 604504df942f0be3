import type { ResponseConfig } from '@asteasolutions/zod-to-openapi';
import { Forbidden } from '../../../domain/access/access.errors.js';
import { InvalidAccessToken } from '../../../domain/access-token/access-token.errors.js';
import { DependencyUnavailable, InvalidValue } from '../../../domain/shared/common.errors.js';
import { TooManyRequests } from '../../../domain/throttling/too-many-requests.error.js';
import { type ProblemSource, type ProblemType, problemTypeOf } from '../problems/problem-types.js';
import type { Controller } from '../route.js';
import { ProblemBody } from '../schemas/responses.js';

/** The possible refusals of a route by status, each with its problem codes. */
export function refusals(controller: Controller): Record<string, ResponseConfig> {
  const types = problemTypesOf(controller);
  const statuses = new Set(types.map(({ status }) => status));
  return Object.fromEntries(
    [...statuses].map((status) => [
      String(status),
      {
        description: types
          .filter((type) => type.status === status)
          .map(({ code }) => `\`${code}\``)
          .join(', '),
        content: { 'application/problem+json': { schema: ProblemBody } },
        ...(HEADERS[status] ? { headers: headersOf(HEADERS[status]) } : {}),
      },
    ]),
  );
}

/** The header fields of refusals, by status. */
const HEADERS: Readonly<Record<number, readonly string[]>> = {
  401: ['WWW-Authenticate'],
  429: ['Retry-After', 'RateLimit', 'RateLimit-Policy'],
  503: ['Retry-After'],
};

function headersOf(names: readonly string[]): NonNullable<ResponseConfig['headers']> {
  return Object.fromEntries(names.map((name) => [name, { schema: { type: 'string' as const } }]));
}

/** A route's own refusals, and those that follow from what it declares. Several classes of errors can share a code. */
function problemTypesOf({ route }: Controller): ProblemType[] {
  const sources: ProblemSource[] = [...(route.problems ?? [])];
  if (route.access !== 'public') {
    sources.push('malformed-request', 'missing-token', InvalidAccessToken, DependencyUnavailable);
  }
  if (typeof route.access === 'object') sources.push(Forbidden);
  if (route.query) sources.push(InvalidValue);
  if (route.body) {
    sources.push('malformed-request', 'payload-too-large', 'unsupported-media-type');
    sources.push(InvalidValue, DependencyUnavailable);
  }
  if (route.limit) sources.push(TooManyRequests);
  const types = sources.map(problemTypeOf);
  return [...new Map(types.map((type) => [type.code, type])).values()];
}
