import type { Application, Request, RequestHandler, Response } from 'express';
import type { AddressLimiter, LimitedAction } from '../../domain/throttling/address-limiter.port.js';
import { clientAddress } from './http-client-context.js';
import type { AccessGuard } from './middleware/access-guard.js';
import { readJsonBody } from './middleware/json-body.js';
import { ProtocolProblem } from './problems/protocol-problem.js';
import { rateLimitFields } from './rate-limit-fields.js';
import { type Controller, isPublic } from './route.js';

/**
 * Mounts the controllers and enforces what their routes declare. Other methods on their paths are answered with 405. The routes
 * belong to the application itself, because a nested router would search twice for every request (docs/performance.md).
 */
export function mountControllers(
  app: Application,
  controllers: readonly Controller[],
  guard: AccessGuard,
  limiter: AddressLimiter,
): void {
  for (const controller of controllers) {
    const { method, path } = controller.route;
    app[method](path, handlerOf(controller, guard, limiter));
  }
  for (const [path, methods] of methodsByPath(controllers)) app.route(path).all(refuseMethod(methods));
}

/** The body is read only after the request is authorised and within its rate limit. */
function handlerOf(controller: Controller, guard: AccessGuard, limiter: AddressLimiter): RequestHandler {
  const { body, limit } = controller.route;
  if (isPublic(controller)) {
    return async (request, response) => {
      if (limit) await admit(limiter, limit, request, response);
      if (body) await readJsonBody(request, response);
      await controller.handle(request, response);
    };
  }
  return async (request, response) => {
    const principal = await guard.admit(request, controller.route);
    if (limit) await admit(limiter, limit, request, response);
    if (!body) return controller.handle(request, response, principal);
    await readJsonBody(request, response);
    // A client can delay the body. It may have lost its rights meanwhile, so access is checked again.
    await controller.handle(request, response, await guard.admit(request, controller.route));
  };
}

async function admit(limiter: AddressLimiter, action: LimitedAction, request: Request, response: Response) {
  const quota = await limiter.admit(action, clientAddress(request));
  if (quota) response.set(rateLimitFields(quota));
}

function methodsByPath(controllers: readonly Controller[]): Map<string, string[]> {
  const methods = new Map<string, string[]>();
  for (const { route } of controllers) {
    const name = route.method.toUpperCase();
    methods.set(route.path, [
      ...(methods.get(route.path) ?? []),
      ...(name === 'GET' ? ['GET', 'HEAD'] : [name]),
    ]);
  }
  return methods;
}

/** Refuses the methods that a path does not support. Answers `OPTIONS` with the supported ones. */
export function refuseMethod(methods: readonly string[]): RequestHandler {
  const headers = { Allow: methods.join(', ') };
  return (request, response) => {
    if (request.method !== 'OPTIONS') {
      throw new ProtocolProblem('method-not-allowed', 'This path does not support this method.', headers);
    }
    response.status(204).set(headers).end();
  };
}
