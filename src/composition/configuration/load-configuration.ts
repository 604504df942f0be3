import type { z } from 'zod';
import type { Slot, Technology } from '../../wiring/technology.js';
import { ConfigurationError, toProblems, type VariableProblem } from './configuration-error.js';
import { type CoreVariables, coreVariables } from './core-variables.js';
import { developmentSecrets } from './development-secrets.js';
import type { Environment } from './environment.js';
import { MarkedVariables } from './marked-variables.js';
import { productionProblems } from './production-rules.js';
import { repeatedKeys } from './repeated-keys.js';
import { readSecretFiles } from './secret-files.js';
import { type SlotVariable, slots } from './slots.js';

export interface ChosenTechnology {
  readonly slot: SlotVariable;
  readonly name: string;
  readonly technology: Technology;
  readonly variables: Record<string, unknown>;
}

export interface Configuration extends Omit<CoreVariables, 'HOST' | 'API_DOCS' | 'ALLOWED_ORIGINS'> {
  readonly HOST: string;
  readonly API_DOCS: boolean;
  readonly ALLOWED_ORIGINS: readonly string[];
  readonly technologies: readonly ChosenTechnology[];
  /** Secrets that were made up because none were set, and the file that keeps them, if one does. */
  readonly generatedSecrets: readonly string[];
  readonly developmentSecretsFile: string | undefined;
  /** Others could read that file until now. */
  readonly developmentSecretsWereOpen: boolean;
}

export interface LoadOptions {
  /** Where development keeps the secrets that it generates; absent: they last as long as the process. */
  readonly developmentSecretsFile?: string | undefined;
}

/**
 * Reads and validates all settings at once.
 * @throws ConfigurationError with every problem, by variable name, and no value
 */
export async function loadConfiguration(
  source: Environment,
  options: LoadOptions = {},
): Promise<Configuration> {
  const chosen = await loadTechnologies(source);
  const schemas = [coreVariables, ...chosen.map(({ technology }) => technology.variables)];
  const marked = new MarkedVariables(schemas);
  const files = readSecretFiles(source, marked.secrets);
  const production = source['NODE_ENV'] === 'production';
  const missing = marked.generatedInDevelopment.filter((name) => files.environment[name] === undefined);
  const generated = developmentSecrets(production ? [] : missing, options.developmentSecretsFile);
  const environment = { ...files.environment, ...generated.secrets };
  const keys = marked.keysIn(environment);

  const problems: VariableProblem[] = [...files.problems, ...repeatedKeys(keys)];
  const parsed = parseCore(environment, problems);
  const technologies = chosen.map((choice) => ({
    ...choice,
    variables: parse(choice.technology.variables, environment, problems) ?? {},
  }));
  if ((parsed.BOOTSTRAP_ADMIN_EMAIL === undefined) !== (parsed.BOOTSTRAP_ADMIN_PASSWORD === undefined)) {
    problems.push({
      variable: 'BOOTSTRAP_ADMIN_PASSWORD',
      message: 'must be set together with BOOTSTRAP_ADMIN_EMAIL',
    });
  }
  if (production) problems.push(...productionProblems(parsed, keys));
  if (problems.length > 0) throw new ConfigurationError(problems);

  // With no problem every variable has its value.
  const core = parsed as CoreVariables;

  const local = [`http://localhost:${core.PORT}`, `http://127.0.0.1:${core.PORT}`];
  return {
    ...core,
    HOST: core.HOST ?? (production ? '0.0.0.0' : '127.0.0.1'),
    API_DOCS: core.API_DOCS ?? !production,
    ALLOWED_ORIGINS: core.ALLOWED_ORIGINS ?? (production ? [] : local),
    technologies,
    generatedSecrets: Object.keys(generated.secrets),
    developmentSecretsWereOpen: generated.wereOpen,
    developmentSecretsFile: options.developmentSecretsFile,
  };
}

/** Loads what the settings choose. A name that no slot knows is reported by the core schema, with what is allowed. */
async function loadTechnologies(source: Environment) {
  const chosen = [];
  for (const [variable, slot] of Object.entries(slots) as [SlotVariable, Slot][]) {
    const name = coreVariables.shape[variable].safeParse(source[variable]).data ?? '';
    const load = slot[name];
    if (load) chosen.push({ slot: variable, name, technology: (await load()).technology });
  }
  return chosen;
}

/** Variable by variable, so that the rules for production are held against the good ones, however bad the others are. */
function parseCore(environment: Environment, problems: VariableProblem[]): Partial<CoreVariables> {
  const values = Object.entries(coreVariables.shape).map(([variable, schema]) => {
    const result = schema.safeParse(environment[variable]);
    for (const { message } of result.error?.issues ?? []) problems.push({ variable, message });
    return [variable, result.data];
  });
  return Object.fromEntries(values);
}

/** Rules over several variables are judged where each of them is good; so the bad ones are left out for them. */
function parse<Schema extends z.ZodObject>(
  schema: Schema,
  environment: Environment,
  problems: VariableProblem[],
): z.output<Schema> | undefined {
  const result = schema.safeParse(environment);
  if (result.success) return result.data;
  const found = toProblems(result.error);
  const isBad = (name: string) => found.some(({ variable }) => variable === name);
  const good = Object.fromEntries(Object.entries(environment).filter(([name]) => !isBad(name)));
  const { error } = schema.safeParse(good);
  problems.push(...found, ...(error ? toProblems(error).filter(({ variable }) => !isBad(variable)) : []));
  return undefined;
}
