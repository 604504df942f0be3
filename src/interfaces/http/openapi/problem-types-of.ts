import { Forbidden } from '../../../domain/access/access.errors.js';
import { InvalidAccessToken } from '../../../domain/access-token/access-token.errors.js';
import { DependencyUnavailable, InvalidValue } from '../../../domain/shared/common.errors.js';
import { TooManyRequests } from '../../../domain/throttling/too-many-requests.error.js';
import { type ProblemSource, type ProblemType, problemTypeOf } from '../problems/problem-types.js';
import type { Controller } from '../route.js';

/**
 * The problems that a route declares, and those that follow from its access, body and limit. Several error classes can share a
 * code.
 */
export function problemTypesOf({ route }: Controller): ProblemType[] {
  const sources: ProblemSource[] = ['malformed-request', ...(route.problems ?? [])];
  if (route.access !== 'public') {
    sources.push('missing-token', InvalidAccessToken, DependencyUnavailable);
  }
  if (typeof route.access === 'object') sources.push(Forbidden);
  if (route.query) sources.push(InvalidValue);
  if (route.body) {
    sources.push('payload-too-large', 'unsupported-media-type', InvalidValue, DependencyUnavailable);
  }
  if (route.limit) sources.push(TooManyRequests);
  const types = sources.map(problemTypeOf);
  return [...new Map(types.map((type) => [type.code, type])).values()];
}
