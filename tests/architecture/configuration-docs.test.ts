import { parseEnv } from 'node:util';
import type { z } from 'zod';
import type { ConfigurationError } from '../../src/composition/configuration/configuration-error.js';
import { coreVariables } from '../../src/composition/configuration/core-variables.js';
import { loadConfiguration } from '../../src/composition/configuration/load-configuration.js';
import { MarkedVariables } from '../../src/composition/configuration/marked-variables.js';
import { type SlotVariable, slots } from '../../src/composition/configuration/slots.js';
import type { Connection } from '../../src/wiring/connection.js';
import type { Slot } from '../../src/wiring/technology.js';
import { type DocumentedVariable, documentedVariables, envExample } from './env-example.js';

/** Their defaults follow the machine, so that no value can be shown. */
const MACHINE_DEPENDENT = ['HASHING_CONCURRENCY'];

/** Breaks the rule of most variables, which then say what is allowed. */
const NONSENSE = '?';

const documented = documentedVariables();
const allSlots = Object.entries(slots) as [SlotVariable, Slot][];

/** Whose variables are documented where. A section of technologies that were deleted may stay behind. */
interface Scope {
  readonly title: string;
  readonly schema: z.ZodObject;
  readonly documentation: readonly DocumentedVariable[];
}

const scopes: Scope[] = [
  {
    title: 'every process',
    schema: coreVariables,
    documentation: documented.filter(({ condition }) => condition === undefined),
  },
];
const connections = new Set<Connection>();
for (const [slot, technologies] of allSlots) {
  for (const [name, load] of Object.entries(technologies)) {
    for (const connection of (await load()).technology.connections ?? []) connections.add(connection);
    scopes.push({
      title: `${slot}=${name}`,
      schema: (await load()).technology.variables,
      documentation: documented.filter(
        ({ condition }) =>
          condition !== undefined &&
          'slot' in condition &&
          condition.slot === slot &&
          condition.technologies.includes(name),
      ),
    });
  }
}
for (const { name, variables } of connections) {
  scopes.push({
    title: `the connection ${name}`,
    schema: variables,
    documentation: ofConnection(name, documented),
  });
}

function ofConnection(name: string, variables: readonly DocumentedVariable[]): DocumentedVariable[] {
  return variables.filter(
    ({ condition }) => condition && 'connection' in condition && condition.connection === name,
  );
}

it('.env.example documents a connection once, whatever slots use it', () => {
  const text =
    '## With the connection line\n\n# Where it is.\n# LINE_URL=\n\n## With AUDIT=log\n\n# What.\n# KEY=';
  const found = ofConnection('line', documentedVariables(text));
  expect(found.map((variable) => variable.name)).toEqual(['LINE_URL']);
});

describe.each(scopes)('.env.example, for $title', ({ schema, documentation }) => {
  const { secrets } = new MarkedVariables([schema]);
  const schemaOf = ({ name }: DocumentedVariable) => schema.shape[name] as z.ZodType | undefined;

  it('contains exactly the variables, each once, and the file of each secret', () => {
    const files = secrets.map((secret) => `${secret}_FILE`);
    const expected = [...Object.keys(schema.shape), ...files];
    expect(documentation.map(({ name }) => name).sort()).toEqual(expected.sort());
  });

  it('describes each variable', () => {
    for (const { name, description } of documentation) {
      expect([name, description]).toEqual([name, expect.stringMatching(/\w+ \w+ \w+/)]);
    }
  });

  it('states the allowed values as in the messages', () => {
    for (const variable of documentation) {
      const missing = allowedBy(schemaOf(variable)).filter((term) => !describes(variable, term));
      expect([variable.name, missing]).toEqual([variable.name, []]);
    }
  });

  it('shows each default, and an empty value if there is none', () => {
    for (const variable of documentation) {
      const { name, value } = variable;
      const byDefault = schemaOf(variable)?.safeParse(undefined).data;
      const hasDefault =
        ![undefined, ''].includes(byDefault?.toString()) && !MACHINE_DEPENDENT.includes(name);
      const shown = value === '' ? undefined : schemaOf(variable)?.parse(value);
      expect([name, shown]).toEqual([name, hasDefault ? byDefault : undefined]);
    }
  });

  it('shows no secrets', () => {
    const values = documentation.filter(({ name }) => secrets.includes(name)).map(({ value }) => value);
    expect(values).toEqual(secrets.map(() => ''));
  });
});

it.each(allSlots)(
  '.env.example describes the technologies of %s, the default first',
  (slot, technologies) => {
    const { description = '', value } = documented.find(({ name }) => name === slot) ?? {};
    const names = [...description.matchAll(/^ {2}(\S+) +\w+/gm)].map(([, name = '']) => name);
    expect(names.filter((name) => name in technologies)).toEqual(Object.keys(technologies));
    expect(value).toBe(names[0]);
  },
);

it('.env.example sets nothing unless it is edited', () => {
  expect(parseEnv(envExample)).toEqual({});
});

it('CF-01 .env.example with all lines uncommented is not a valid production configuration', async () => {
  const uncommented = parseEnv(envExample.replaceAll(/^# (?=[A-Z][A-Z0-9_]*=)/gm, ''));
  const settings = Object.entries(uncommented).filter(([name]) => !name.endsWith('_FILE'));
  const start = loadConfiguration({ ...Object.fromEntries(settings), NODE_ENV: 'production' });
  const { problems } = await start.then(
    () => ({ problems: [] }),
    (error: ConfigurationError) => error,
  );
  const refused = problems.map(({ variable }) => variable);
  expect(refused).toEqual(expect.arrayContaining(['JWT_SECRET', 'REFRESH_TOKEN_KEYS']));
});

/** The terms that a message like `must be a, b or c` gives. */
function allowedBy(schema: z.ZodType | undefined): string[] {
  const message = schema?.safeParse(NONSENSE).error?.issues[0]?.message ?? '';
  const [, terms] = /^must (?:be|have) (?:one of:? )?(.+)$/.exec(message) ?? [];
  return terms?.split(/, (?:or )?| or /) ?? [];
}

/** In its own words, or in those of a variable that it names. */
function describes({ description }: DocumentedVariable, term: string): boolean {
  const named = documented.filter(({ name }) => new RegExp(`\\b${name}\\b`).test(description));
  const text = [description, ...named.map((other) => other.description)].join(' ').replaceAll(/\s+/g, ' ');
  return text.toLowerCase().includes(term.toLowerCase());
}
