import type { z } from 'zod';
import type { HeaderField } from './openapi/header-fields.js';
import type { ProblemSource } from './problems/problem-types.js';

/** The heading under which routes are listed. The folder of a feature declares it. */
export interface Tag {
  readonly name: string;
  readonly description: string;
}

/** A request that can follow a response, with values from it (OpenAPI Link Object). */
interface Link {
  readonly description: string;
  /** Runtime expressions by path parameter, such as `$response.body#/user/id`. */
  readonly parameters?: Readonly<Record<string, string>>;
  readonly requestBody?: Readonly<Record<string, string>>;
}

export interface ResponseDescription {
  readonly description: string;
  /** The schema has `examples` and an `id`, which is the name of the type in generated clients. */
  readonly schema?: z.ZodType;
  /** Defaults to `application/json`. */
  readonly mediaType?: string;
  /** The header fields, in addition to those that follow from the route. */
  readonly headers?: readonly HeaderField[];
  /** By `operationId`. */
  readonly links?: Readonly<Record<string, Link>>;
}

/** The part of a route that only the API description uses. */
export interface RouteDescription {
  /** The name of the function in generated clients. It is the name of the use case. */
  readonly operationId: string;
  readonly tag: Tag;
  readonly summary: string;
  readonly description: string;
  /** The schema of each path parameter, by name. */
  readonly params?: Readonly<Record<string, z.ZodType>>;
  readonly responses: Readonly<Record<number, ResponseDescription>>;
  /**
   * The problems of this route: classes of domain errors, and codes of the HTTP level. Those that follow from access, body and
   * limit are added automatically.
   */
  readonly problems?: readonly ProblemSource[];
  /** The header fields that only error responses of this route can have, by status. */
  readonly headersOfProblems?: Readonly<Record<number, readonly HeaderField[]>>;
}
