import type { OpenAPIRegistry, ResponseConfig } from '@asteasolutions/zod-to-openapi';
import { z } from 'zod';
import type { Controller } from '../route.js';
import { headersOf } from './header-fields.js';
import { refusals } from './refusals.js';

export type Security = Record<string, string[]>[];

/** One operation of the API description. */
export function describeOperation(
  controller: Controller,
  security: Security,
  problem: z.ZodType,
): Parameters<OpenAPIRegistry['registerPath']>[0] {
  const { method, path, operationId, tag, summary, description, query, body } = controller.route;
  return {
    method,
    path: path.replace(/:(\w+)/g, '{$1}'),
    operationId,
    tags: [tag.name],
    summary,
    description,
    security,
    request: {
      ...pathParameters(controller.route),
      ...(query ? { query } : {}),
      ...(body ? { body: { required: isRequired(body), content: contentOf('application/json', body) } } : {}),
    },
    responses: { ...successes(controller.route), ...refusals(controller, problem) },
  };
}

function pathParameters({ path, params = {} }: Controller['route']) {
  const names = [...path.matchAll(/:(\w+)/g)].map(([, name]) => name ?? '');
  const shape = names.map((name) => {
    const schema = params[name];
    if (!schema) throw new Error(`The route ${path} does not describe its parameter ${name}.`);
    return [name, schema];
  });
  return names.length > 0 ? { params: z.object(Object.fromEntries(shape)) } : {};
}

function isRequired(body: z.ZodType): boolean {
  return !body.safeParse(undefined).success;
}

/** The example of a schema is also that of the content, because some tools look for it only there. */
function contentOf(mediaType: string, schema: z.ZodType) {
  const example = exampleOf(schema instanceof z.ZodOptional ? schema.unwrap() : schema);
  return { [mediaType]: { schema, ...(example === undefined ? {} : { example }) } };
}

function exampleOf(schema: z.core.$ZodType): unknown {
  const examples = z.globalRegistry.get(schema)?.['examples'];
  return Array.isArray(examples) ? examples[0] : undefined;
}

function successes({ responses, limit }: Controller['route']): Record<string, ResponseConfig> {
  return Object.fromEntries(
    Object.entries(responses).map(([status, response]) => {
      const { description, schema, mediaType = 'application/json', headers = [], links } = response;
      const ofLimit = limit ? (['RateLimit', 'RateLimit-Policy'] as const) : [];
      return [
        status,
        {
          description,
          headers: headersOf([...headers, ...ofLimit]),
          ...(links ? { links: linksOf(links) } : {}),
          ...(schema ? { content: contentOf(mediaType, schema) } : {}),
        },
      ];
    }),
  );
}

function linksOf(links: NonNullable<Controller['route']['responses'][number]['links']>) {
  return Object.fromEntries(
    Object.entries(links).map(([operationId, link]) => [operationId, { operationId, ...link }]),
  );
}
