import type { ResponseConfig } from '@asteasolutions/zod-to-openapi';
import type { z } from 'zod';
import type { Controller } from '../route.js';
import { type HeaderField, headersOf } from './header-fields.js';
import { problemTypesOf } from './problem-types-of.js';

/** The header fields of error responses, by status or by code. */
const HEADERS: Readonly<Record<number | string, readonly HeaderField[]>> = {
  401: ['WWW-Authenticate'],
  forbidden: ['WWW-Authenticate'],
  429: ['Retry-After', 'RateLimit', 'RateLimit-Policy'],
  503: ['Retry-After'],
};

/** The error responses of a route by status, each with its problem codes, and `default` for all others. */
export function refusals(controller: Controller, problem: z.ZodType): Record<string, ResponseConfig> {
  const types = problemTypesOf(controller);
  const { limit, headersOfProblems } = controller.route;
  const ofLimit: readonly HeaderField[] = limit ? ['RateLimit', 'RateLimit-Policy'] : [];
  const content = { 'application/problem+json': { schema: problem } };
  const statuses = [...new Set(types.map(({ status }) => status))];
  const refusalWith = (status: number): ResponseConfig => {
    const codes = types.filter((type) => type.status === status).map(({ code }) => code);
    const fields = [status, ...codes].flatMap((key) => HEADERS[key] ?? []);
    return {
      description: codes.map((code) => `\`${code}\``).join(', '),
      content,
      headers: headersOf([...fields, ...(headersOfProblems?.[status] ?? []), ...ofLimit]),
    };
  };
  return {
    ...Object.fromEntries(statuses.map((status) => [String(status), refusalWith(status)])),
    default: {
      description: 'Any other problem, such as `internal-error`',
      content,
      headers: headersOf(['Retry-After', ...ofLimit]),
    },
  };
}
