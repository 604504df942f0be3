import type { Response } from 'supertest';

export interface Schema {
  readonly $ref?: string;
  readonly type?: string | string[];
  readonly properties?: Record<string, Schema>;
  readonly required?: string[];
  readonly items?: Schema;
  readonly enum?: unknown[];
  readonly const?: unknown;
  readonly additionalProperties?: boolean | Schema;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxItems?: number;
  readonly description?: string;
  readonly pattern?: string;
  readonly format?: string;
  readonly example?: unknown;
}

interface Content {
  readonly [mediaType: string]: { readonly schema: Schema; readonly example?: unknown };
}

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly description?: string;
  readonly schema: Schema;
}

export interface Link {
  readonly operationId: string;
  readonly description: string;
  readonly parameters?: Record<string, string>;
  readonly requestBody?: Record<string, string>;
}

interface DescribedResponse {
  readonly description: string;
  readonly content?: Content;
  readonly headers?: Record<string, { readonly $ref: string }>;
  readonly links?: Record<string, Link>;
}

export interface Operation {
  readonly operationId: string;
  readonly tags: string[];
  readonly summary: string;
  readonly description: string;
  readonly security: Record<string, string[]>[];
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly required?: boolean; readonly content: Content };
  readonly responses: Record<string, DescribedResponse>;
}

export interface Description {
  readonly openapi: string;
  readonly info: Record<string, unknown>;
  readonly tags: readonly { readonly name: string; readonly description: string }[];
  readonly paths: Record<string, Record<string, Operation>>;
  readonly components: {
    readonly schemas: Record<string, Schema>;
    readonly headers: Record<string, { readonly description: string }>;
    readonly securitySchemes: object;
  };
}

/** The OpenAPI document of a service, and whether its responses match it. */
export class ApiDescription {
  constructor(readonly document: Description) {}

  operation(method: string, path: string): Operation {
    const operation = this.document.paths[path]?.[method];
    if (!operation) throw new Error(`${method} ${path} is not described`);
    return operation;
  }

  operations(): Operation[] {
    return Object.values(this.document.paths).flatMap((operations) => Object.values(operations));
  }

  resolve(schema: Schema): Schema {
    if (schema.$ref === undefined) return schema;
    const found = this.document.components.schemas[schema.$ref.replace('#/components/schemas/', '')];
    if (!found) throw new Error(`${schema.$ref} leads nowhere`);
    return this.resolve(found);
  }

  expectMatch(response: Response, method: string, path: string): void {
    const described = this.operation(method, path).responses[response.status];
    expect(`${method} ${path} ${response.status} ${described ? 'is' : 'is not'} described`).toBe(
      `${method} ${path} ${response.status} is described`,
    );
    this.expectHeaders(response, Object.keys(described?.headers ?? {}));
    if (response.status === 204) {
      expect(described?.content).toBeUndefined();
      return;
    }
    const mediaType = (response.headers['content-type'] ?? '').split(';')[0] ?? '';
    expect(Object.keys(described?.content ?? {})).toEqual([mediaType]);
    const schema = described?.content?.[mediaType]?.schema ?? {};
    expect(this.violations(JSON.parse(response.text), schema)).toEqual([]);
  }

  /** Of the header fields that the description knows, the response has no other than its own. */
  private expectHeaders(response: Response, own: readonly string[]): void {
    const sent = Object.keys(this.document.components.headers).filter((name) => {
      const value = response.headers[name.toLowerCase()];
      return value !== undefined && value !== 'no-store';
    });
    expect(sent).toContain('X-Request-Id');
    expect(sent.filter((name) => !own.includes(name))).toEqual([]);
  }

  /** Returns the parts of a value that its schema does not allow. */
  violations(value: unknown, reference: Schema, path = '$'): string[] {
    const schema = this.resolve(reference);
    const types = schema.type === undefined ? undefined : [schema.type].flat();
    const type = typeOf(value);
    if (types && !types.includes(type) && !(type === 'integer' && types.includes('number')))
      return [`${path} is ${type}`];
    if (schema.enum && !schema.enum.includes(value)) return [`${path} is not in the list`];
    if ('const' in schema && schema.const !== value) return [`${path} is another constant`];
    if (typeof value === 'string') return textViolations(value, schema).map((what) => `${path} ${what}`);
    if (Array.isArray(value))
      return value.flatMap((item, index) => this.violations(item, schema.items ?? {}, `${path}[${index}]`));
    if (typeof value !== 'object' || value === null) return [];
    const { properties = {}, required = [], additionalProperties } = schema;
    return [
      ...required.filter((name) => !(name in value)).map((name) => `${path}.${name} is missing`),
      ...Object.entries(value).flatMap(([name, member]) => {
        const known =
          properties[name] ?? (typeof additionalProperties === 'object' ? additionalProperties : undefined);
        return known
          ? this.violations(member, known, `${path}.${name}`)
          : [`${path}.${name} is not described`];
      }),
    ];
  }
}

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return Number.isInteger(value) ? 'integer' : typeof value;
}

/** JSON Schema counts code points. */
function textViolations(text: string, { minLength = 0, maxLength = Infinity, pattern }: Schema): string[] {
  const { length } = [...text];
  return [
    ...(length < minLength ? ['is too short'] : []),
    ...(length > maxLength ? ['is too long'] : []),
    ...(pattern !== undefined && !new RegExp(pattern, 'u').test(text) ? ['does not match'] : []),
  ];
}
