import type { Request, Response } from 'express';
import type { z } from 'zod';
import type { Access } from '../../domain/access/access.js';
import type { AccessTokenClaims } from '../../domain/access-token/access-token-claims.js';
import type { LimitedAction } from '../../domain/throttling/address-limiter.port.js';
import type { RouteDescription } from './route-description.js';

interface RouteDefinition extends RouteDescription {
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** In Express syntax, such as `/users/:id`. */
  readonly path: string;
  readonly query?: z.ZodObject;
  /**
   * If set, the route reads a JSON body. The schema has `examples` and an `id`, which is the name of the type in generated
   * clients.
   */
  readonly body?: z.ZodType;
  /** The rate limit by address. Protected routes count only authorised requests. */
  readonly limit?: LimitedAction;
}

/** `bearer` is an access token, `cookie` a refresh token. */
export type TokenPlace = 'bearer' | 'cookie';

export interface PublicRoute extends RouteDefinition {
  readonly access: 'public';
  /** The optional tokens, outside the body, that this route reads. */
  readonly reads?: readonly TokenPlace[];
}

export interface ProtectedRoute extends RouteDefinition {
  /** The required access. If it names parameters, these are path parameters. */
  readonly access: Access;
}

/** The authenticated user: the claims of a verified access token that is not revoked. */
export type Principal = AccessTokenClaims;

export interface PublicController {
  readonly route: PublicRoute;
  handle(request: Request, response: Response): Promise<void> | void;
}

export interface ProtectedController {
  readonly route: ProtectedRoute;
  handle(request: Request, response: Response, principal: Principal): Promise<void> | void;
}

/** Every route must declare who may use it, or it does not compile. */
export type Controller = PublicController | ProtectedController;

export function isPublic(controller: Controller): controller is PublicController {
  return controller.route.access === 'public';
}
