import type { ServiceIdentifier } from 'inversify';
import type { Controller } from '../interfaces/http/route.js';

/** All controllers of the API, in the order in which they are tried. Only the documentation adds other routes. */
export const controllers: ServiceIdentifier<Controller> = Symbol('Controller');
