import { OpenAPIRegistry, OpenApiGeneratorV31, type ResponseConfig } from '@asteasolutions/zod-to-openapi';
import { z } from 'zod';
import { PROBLEM_TYPES, type ProblemCode } from '../problems/problem-types.js';
import { type Controller, isPublic } from '../route.js';
import { ProblemBody } from '../schemas/responses.js';

const BEARER = 'bearerAuth';

const DESCRIPTION = `JWT authentication with rotating refresh tokens and revocation at once.

Refusals are \`application/problem+json\` (RFC 9457); their \`code\` is stable.`;

/** Describes the API from the very routes and schemas that serve it. */
export function openApiDocument(controllers: readonly Controller[], title: string) {
  const registry = new OpenAPIRegistry();
  registry.registerComponent('securitySchemes', BEARER, {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
  });
  for (const controller of controllers) registry.registerPath(describe(controller));
  return new OpenApiGeneratorV31(registry.definitions).generateDocument({
    openapi: '3.1.0',
    info: { title, version: '1', description: DESCRIPTION },
    servers: [{ url: '/' }],
  });
}

function describe(controller: Controller): Parameters<OpenAPIRegistry['registerPath']>[0] {
  const { method, path, tag, summary, description, query, body, responses } = controller.route;
  const names = [...path.matchAll(/:(\w+)/g)].map(([, name]) => name ?? '');
  return {
    method,
    path: path.replace(/:(\w+)/g, '{$1}'),
    tags: [tag],
    summary,
    ...(description ? { description } : {}),
    security: isPublic(controller) ? [] : [{ [BEARER]: [] }],
    request: {
      ...(names.length > 0
        ? { params: z.object(Object.fromEntries(names.map((name) => [name, z.string()]))) }
        : {}),
      ...(query ? { query } : {}),
      ...(body ? { body: requestBody(body) } : {}),
    },
    responses: { ...successes(responses), ...refusals(controller) },
  };
}

function requestBody(schema: z.ZodType) {
  const required = !schema.safeParse(undefined).success;
  return { required, content: { 'application/json': { schema } } };
}

function successes(responses: Controller['route']['responses']): Record<string, ResponseConfig> {
  return Object.fromEntries(
    Object.entries(responses).map(([status, { description, schema, mediaType = 'application/json' }]) => [
      status,
      { description, ...(schema ? { content: { [mediaType]: { schema } } } : {}) },
    ]),
  );
}

function refusals(controller: Controller): Record<string, ResponseConfig> {
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
      },
    ]),
  );
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
  if (isPublic(controller) && controller.route.limit) codes.add('too-many-requests');
  return codes;
}
