import type { ServiceIdentifier } from 'inversify';
import type { Controller } from '../interfaces/http/route.js';

/** Every controller of the API, in the order in which they are tried. Each is a route; only the documentation has routes beside them. */
export const controllers: ServiceIdentifier<Controller> = Symbol('Controller');
