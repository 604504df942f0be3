import { type CliSession, openCliSession } from './composition/cli-session.js';
import { report, StartError } from './composition/start-error.js';
import { askPassword } from './interfaces/cli/ask-password.js';
import { createProgram } from './interfaces/cli/program.js';

let session: Promise<CliSession> | undefined;

const open = (): Promise<CliSession> => {
  session ??= openCliSession(report);
  return session;
};

const program = createProgram({
  useCases: async () => (await open()).useCases(),
  stores: async () => (await open()).stores(),
  askPassword,
  print: (line) => process.stdout.write(`${line}\n`),
  warn: report,
});

try {
  await program.parseAsync();
} catch (error) {
  report(error instanceof Error ? error.message : String(error));
  process.exitCode = error instanceof StartError ? error.exitCode : 1;
} finally {
  // One that could not be opened was reported above, and has nothing to close.
  await session?.then(
    (opened) => opened.close(),
    () => {},
  );
}
