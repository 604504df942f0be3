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
 * that costs more than everything else in a small request. Node lets a server bring its own classes for them
 * (`http.createServer`), and where the prototype is Express's from the start, replacing it does nothing.
 */
export function createExpressServer(app: Express, options: ServerOptions = {}): Server {
  const classes = {
    IncomingMessage: withPrototype(IncomingMessage, app.request),
    ServerResponse: withPrototype(ServerResponse, app.response),
  };
  return createServer({ ...options, ...(classes as object) }, app as RequestListener);
}

type Constructor = new (...parameters: never[]) => object;

/** A constructor that makes what `Base` makes, but with a prototype that has `Base`'s own further up its chain. */
function withPrototype(Base: Constructor, prototype: object): Constructor {
  function Derived(...parameters: never[]): object {
    return Reflect.construct(Base, parameters, Derived);
  }
  Derived.prototype = prototype;
  return Derived as unknown as Constructor;
}
