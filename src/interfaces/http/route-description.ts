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
  /** Has an `id`, by which generated clients name the type, and `examples`. */
  readonly schema?: z.ZodType;
  /** Defaults to `application/json`. */
  readonly mediaType?: string;
  /** Besides those that follow from the route. */
  readonly headers?: readonly HeaderField[];
  /** By `operationId`. */
  readonly links?: Readonly<Record<string, Link>>;
}

/** The part of a route that only the API description uses. */
export interface RouteDescription {
  /** The name of the function in generated clients: that of the use case. */
  readonly operationId: string;
  readonly tag: Tag;
  readonly summary: string;
  readonly description: string;
  /** What each parameter of the path is, by name. */
  readonly params?: Readonly<Record<string, z.ZodType>>;
  readonly responses: Readonly<Record<number, ResponseDescription>>;
  /** The refusals that are this route's own: classes of domain errors, and codes of the protocol. Those that follow from access, body and limit are added. */
  readonly problems?: readonly ProblemSource[];
  /** The header fields that only refusals of this route can have, by status. */
  readonly headersOfProblems?: Readonly<Record<number, readonly HeaderField[]>>;
}
