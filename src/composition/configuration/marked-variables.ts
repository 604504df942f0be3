import type { z } from 'zod';
import type { Environment } from './environment.js';

/** One key in the value of a variable. */
export interface ConfiguredKey {
  readonly variable: string;
  readonly key: string;
}

/** The marks of variables, which schemas set with `.meta`. A variable that several schemas share counts once. */
export class MarkedVariables {
  readonly #marks: ReadonlyMap<string, z.GlobalMeta>;

  constructor(schemas: readonly z.ZodObject[]) {
    const variables = schemas.flatMap((schema) => Object.entries(schema.shape));
    this.#marks = new Map(variables.map(([name, schema]) => [name, marksOf(schema as z.ZodType)]));
  }

  get secrets(): string[] {
    return this.#where(({ secret, keysIn }) => secret === true || keysIn !== undefined);
  }

  get generatedInDevelopment(): string[] {
    return this.#where(({ generatedInDevelopment }) => generatedInDevelopment === true);
  }

  get developmentDefaults(): Environment {
    return Object.fromEntries(
      [...this.#marks].map(([name, { developmentDefault }]) => [name, developmentDefault]),
    );
  }

  /** The defaults that are values of core variables. */
  defaultsFrom(core: Readonly<Record<string, unknown>>): Environment {
    return Object.fromEntries(
      [...this.#marks].flatMap(([name, { defaultsTo }]) =>
        defaultsTo === undefined ? [] : [[name, String(core[defaultsTo])]],
      ),
    );
  }

  keysIn(environment: Environment): ConfiguredKey[] {
    return [...this.#marks].flatMap(([variable, { keysIn }]) => {
      const keys = keysIn?.(environment[variable] ?? '') ?? [];
      return keys.map((key) => ({ variable, key }));
    });
  }

  #where(matches: (marks: z.GlobalMeta) => boolean): string[] {
    return [...this.#marks].filter(([, marks]) => matches(marks)).map(([name]) => name);
  }
}

/** The marks of a schema and of the schemas that it wraps. */
function marksOf(schema: z.ZodType): z.GlobalMeta {
  const inner = 'unwrap' in schema && typeof schema.unwrap === 'function' ? marksOf(schema.unwrap()) : {};
  return { ...inner, ...schema.meta() };
}
