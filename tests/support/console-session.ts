import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

export interface ConsoleStep {
  /** One or more lines, which a reader can paste as they are. */
  readonly command: string;
  /** The output in the document. */
  readonly output: string;
}

const STEP = /^```sh\n([^`]*)^```\n\n```(?:json|text)\n([^`]*)^```$/gm;

/** The `sh` blocks of a Markdown document that a block with their output follows. */
export function consoleSteps(markdown: string): ConsoleStep[] {
  const steps = [...markdown.matchAll(STEP)];
  return steps.map(([, command = '', output = '']) => ({ command: command.trim(), output: output.trim() }));
}

const SEPARATOR = '\u001e';

/** Runs the commands one after the other in one shell. Resolves to the output of each. */
export async function runInOneShell(commands: readonly string[]): Promise<string[]> {
  const script = commands.map((command) => `printf '${SEPARATOR}'\n${command}\n`).join('');
  const { stdout } = await promisify(execFile)('sh', ['-c', script]);
  return stdout
    .split(SEPARATOR)
    .slice(1)
    .map((output) => output.trim());
}

/** Masks values that differ at every run. */
export function withoutChance(output: string): string {
  return output
    .replace(/[\w-]+\.[\w-]{20,}\.[\w-]{20,}/g, '<jwt>')
    .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '<id>')
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '<time>')
    .replace(/"requestId":"[^"]+"/g, '"requestId":"<request>"')
    .replace(/curl\/[\d.]+/g, 'curl/<version>')
    .replace(/"ipAddress":"[^"]+"/g, '"ipAddress":"<address>"');
}
