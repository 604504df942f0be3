import { OpenAPIRegistry, OpenApiGeneratorV31, type ResponseConfig } from '@asteasolutions/zod-to-openapi';
import { z } from 'zod';
import { type Controller, isPublic, type TokenPlace } from '../route.js';
import { refusals } from './refusals.js';

/** The input of the API description that is not in the routes. */
export interface ApiNames {
  readonly title: string;
  /** The name of the refresh token cookie. */
  readonly cookieName: string;
}

/** The names of the security schemes. */
const SCHEMES: Readonly<Record<TokenPlace, string>> = { bearer: 'bearerAuth', cookie: 'refreshTokenCookie' };

const DESCRIPTION = `JWT authentication with rotating refresh tokens and revocation at once.

Refusals are \`application/problem+json\` (RFC 9457); their \`code\` is stable.`;

/** Builds the API description from the routes and schemas that the server uses. */
export function openApiDocument(controllers: readonly Controller[], { title, cookieName }: ApiNames) {
  const registry = new OpenAPIRegistry();
  registry.registerComponent('securitySchemes', SCHEMES.bearer, {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
  });
  registry.registerComponent('securitySchemes', SCHEMES.cookie, {
    type: 'apiKey',
    in: 'cookie',
    name: cookieName,
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
    security: securityOf(controller),
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

/** The alternatives for authentication. An empty alternative means that no token is required. */
function securityOf(controller: Controller): Record<string, string[]>[] {
  if (!isPublic(controller)) return [{ [SCHEMES.bearer]: [] }];
  const { reads = [] } = controller.route;
  return reads.length === 0 ? [] : [...reads.map((place) => ({ [SCHEMES[place]]: [] })), {}];
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
