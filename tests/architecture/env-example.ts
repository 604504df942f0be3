import { readFileSync } from 'node:fs';

export interface DocumentedVariable {
  readonly name: string;
  /** What stands after `=`. */
  readonly value: string;
  /** The lines above it, as one. */
  readonly description: string;
  /** The technologies or the connection whose setting it is; none: it is everybody's. */
  readonly condition: Condition | undefined;
}

type Condition =
  | { readonly slot: string; readonly technologies: readonly string[] }
  | { readonly connection: string };

export const envExample = readFileSync('.env.example', 'utf8');

const HEADING = /^## (.+)$/;
const CONDITION = /^With ([A-Z_]+)=(.+)$/;
const CONNECTION = /^With the connection (.+)$/;
const SETTING = /^# ([A-Z][A-Z0-9_]*)=(.*)$/;

/** Reads paragraphs: lines that describe, and below them the settings that they describe, all of them commented out. */
export function documentedVariables(text = envExample): DocumentedVariable[] {
  let condition: Condition | undefined;
  return text.split(/\n\n+/).flatMap((paragraph) => {
    const lines = paragraph.split('\n');
    const heading = HEADING.exec(lines[0] ?? '')?.[1];
    if (heading !== undefined) condition = toCondition(heading);
    const settings = lines.map((line) => SETTING.exec(line)).filter((match) => match !== null);
    const description = lines
      .filter((line) => !SETTING.test(line))
      .map((line) => line.replace(/^# ?/, ''))
      .join('\n');
    return settings.map(([, name = '', value = '']) => ({ name, value, description, condition }));
  });
}

function toCondition(heading: string): Condition | undefined {
  const connection = CONNECTION.exec(heading)?.[1];
  if (connection !== undefined) return { connection };
  const [, slot, names] = CONDITION.exec(heading) ?? [];
  if (slot === undefined || names === undefined) return undefined;
  return { slot, technologies: names.split(/, | or /) };
}
