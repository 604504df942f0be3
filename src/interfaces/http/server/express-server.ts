import {
  createServer,
  IncomingMessage,
  type RequestListener,
  type Server,
  type ServerOptions,
  ServerResponse,
} from 'node:http';
import type { Express } from 'express';

/**
 * An HTTP server that creates requests and responses with the prototypes of Express.
 *
 * For every request, Express replaces the prototypes of the request and the response, and V8 can no longer optimise access to
 * them. Up to Node 22, this costs more than the rest of a small request (docs/performance.md). `http.createServer` accepts
 * custom classes for both. If their prototypes are already those of Express, the replacement does nothing.
 */
export function createExpressServer(app: Express, options: ServerOptions = {}): Server {
  // These must be real subclasses. With any other constructor, V8 gives every object a new shape.
  class ExpressRequest extends IncomingMessage {}
  class ExpressResponse extends ServerResponse {}
  app.request = Object.setPrototypeOf(ExpressRequest.prototype, app.request);
  app.response = Object.setPrototypeOf(ExpressResponse.prototype, app.response);

  const classes: object = { IncomingMessage: ExpressRequest, ServerResponse: ExpressResponse };
  return createServer({ ...options, ...classes }, app as RequestListener);
}
