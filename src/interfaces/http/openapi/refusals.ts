import type { ResponseConfig } from '@asteasolutions/zod-to-openapi';
import { PROBLEM_TYPES, type ProblemCode } from '../problems/problem-types.js';
import type { Controller } from '../route.js';
import { ProblemBody } from '../schemas/responses.js';

/** How a route may refuse, by status, with every problem code of that status. */
export function refusals(controller: Controller): Record<string, ResponseConfig> {
  const codes = [...problemsOf(controller)];
  const statuses = new Set(codes.map((code) => PROBLEM_TYPES[code].status));
  return Object.fromEntries(
    [...statuses].map((status) => [
      String(status),
      {
        description: codes
          .filter((code) => PROBLEM_TYPES[code].status === status)
          .map((code) => `\`${code}\``)
          .join(', '),
        content: { 'application/problem+json': { schema: ProblemBody } },
        ...(HEADERS[status] ? { headers: headersOf(HEADERS[status]) } : {}),
      },
    ]),
  );
}

/** What a refusal says in its header, by status. */
const HEADERS: Readonly<Record<number, readonly string[]>> = {
  401: ['WWW-Authenticate'],
  429: ['Retry-After', 'RateLimit', 'RateLimit-Policy'],
  503: ['Retry-After'],
};

function headersOf(names: readonly string[]): NonNullable<ResponseConfig['headers']> {
  return Object.fromEntries(names.map((name) => [name, { schema: { type: 'string' as const } }]));
}

/** A route's own refusals, and those that follow from what it declares. */
function problemsOf(controller: Controller): Set<ProblemCode> {
  const { route } = controller;
  const codes = new Set<ProblemCode>(route.problems);
  if (route.access !== 'public') {
    codes.add('malformed-request').add('missing-token').add('invalid-token').add('dependency-unavailable');
  }
  if (typeof route.access === 'object') codes.add('forbidden');
  if (route.query) codes.add('validation-failed');
  if (route.body) {
    codes.add('malformed-request').add('payload-too-large').add('unsupported-media-type');
    codes.add('validation-failed').add('dependency-unavailable');
  }
  if (route.limit) codes.add('too-many-requests');
  return codes;
}
