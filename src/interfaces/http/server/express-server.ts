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
 * An HTTP server whose requests and responses are born with Express's prototypes.
 *
 * For every request Express replaces the prototypes of both objects, after which V8 has to treat them as unknown shapes:
 * up to Node 22 that costs more than everything else in a small request. Node lets a server bring its own classes for them
 * (`http.createServer`), and where the prototype is Express's from the start, replacing it does nothing.
 */
export function createExpressServer(app: Express, options: ServerOptions = {}): Server {
  // Real subclasses, because V8 gives what any other constructor derives from these two a new shape each time.
  class ExpressRequest extends IncomingMessage {}
  class ExpressResponse extends ServerResponse {}
  app.request = Object.setPrototypeOf(ExpressRequest.prototype, app.request);
  app.response = Object.setPrototypeOf(ExpressResponse.prototype, app.response);

  const classes: object = { IncomingMessage: ExpressRequest, ServerResponse: ExpressResponse };
  return createServer({ ...options, ...classes }, app as RequestListener);
}
