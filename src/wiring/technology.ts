import type { ContainerModule } from 'inversify';
import type { z } from 'zod';
import type { Connection } from './connection.js';

/** One interchangeable technology of a slot, as its folder's `*.module.ts` exports it. */
export interface Technology<Variables extends z.ZodObject = z.ZodObject> {
  /** The environment variables of this technology, with their names as keys. */
  readonly variables: Variables;
  /** The connections whose clients the module needs. Each connection is opened once, even if several technologies name it. */
  readonly connections?: readonly Connection[];
  /** Binds the slot's ports. Called once, with the parsed variables. */
  createModule(variables: z.output<Variables>): ContainerModule;
}

/**
 * The technologies of a slot by name. A technology is loaded only if it is selected. The name is also the name of its folder
 * and the value of the setting.
 */
export type Slot = Readonly<Record<string, () => Promise<{ readonly technology: Technology }>>>;

/** Connects the type of the argument of `createModule` with `variables`. */
export function defineTechnology<Variables extends z.ZodObject>(
  technology: Technology<Variables>,
): Technology<Variables> {
  return technology;
}
