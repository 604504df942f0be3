import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

export interface Rule {
  readonly name: string;
  readonly comment: string;
  readonly severity: string;
  readonly from: { readonly pathNot?: string | readonly string[] };
}

interface Report {
  readonly summary: {
    readonly violations: readonly { readonly from: string; readonly rule: { readonly name: string } }[];
  };
}

const CONFIGURATION = resolve('.dependency-cruiser.mjs');
const COMMAND = resolve('tests/architecture/check-imports.mjs');
const MAX_REPORT_BYTES = 64 * 2 ** 20;

export async function importRules(): Promise<readonly Rule[]> {
  const { default: configuration } = await import(pathToFileURL(CONFIGURATION).href);
  return configuration.forbidden;
}

/** The names of the rules that `src` in the folder breaks, by file: what `npm run check:architecture` finds there. */
export async function violationsIn(folder: string): Promise<ReadonlyMap<string, string[]>> {
  const { stdout } = await promisify(execFile)(process.execPath, [COMMAND, 'json'], {
    cwd: folder,
    maxBuffer: MAX_REPORT_BYTES,
  });
  const report: Report = JSON.parse(stdout);
  const violations = new Map<string, string[]>();
  for (const { from, rule } of report.summary.violations) {
    violations.set(from, [...(violations.get(from) ?? []), rule.name]);
  }
  return violations;
}
