/** A server that a suite needs. */
export interface NeededService {
  /** The name in `REQUIRE_SERVICES`. */
  readonly name: string;
  /** What to do so that the suite runs. */
  readonly hint: string;
}

/** The reporter finds skipped suites by this mark in their names. */
export const markOf = ({ name, hint }: NeededService): string => `[needs ${name}: ${hint}]`;

/** Whether a missing service fails the run: `REQUIRE_SERVICES=postgres,redis`. */
export function isRequired({ name }: NeededService, environment: NodeJS.ProcessEnv = process.env): boolean {
  const required = (environment['REQUIRE_SERVICES'] ?? '').split(',').map((each) => each.trim());
  return required.includes(name);
}

interface Runner {
  readonly describe: ((name: string, body: () => void) => void) & {
    readonly skip: (name: string, body: () => void) => void;
  };
  readonly it: (name: string, body: () => void) => void;
}

/** `describe` for a suite that needs a server. Without the server, it is skipped by name, or fails if the server is required. */
export function describeOn(
  service: NeededService,
  isThere: boolean,
  environment: NodeJS.ProcessEnv = process.env,
  runner: Runner = { describe, it },
): (name: string, body: () => void) => void {
  if (isThere) return runner.describe;
  const marked = (name: string) => `${name} ${markOf(service)}`;
  if (!isRequired(service, environment)) return (name, body) => runner.describe.skip(marked(name), body);
  return (name) =>
    runner.describe(marked(name), () => {
      runner.it('finds its server', () => {
        throw new Error(`REQUIRE_SERVICES names ${service.name}, and it is not there: ${service.hint}`);
      });
    });
}
