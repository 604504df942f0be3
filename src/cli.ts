import { type CliSession, openCliSession } from './composition/cli-session.js';
import { escapeHiddenInLines } from './domain/shared/hidden-characters.js';
import { askPassword } from './interfaces/cli/ask-password.js';
import { createProgram } from './interfaces/cli/program.js';

/** A message may quote what it is about, such as a path; a terminal is not to obey it. */
const warn = (message: string): void => {
  process.stderr.write(`${escapeHiddenInLines(message)}\n`);
};

let session: Promise<CliSession> | undefined;

const program = createProgram({
  useCases: async () => {
    session ??= openCliSession(warn);
    return (await session).useCases;
  },
  askPassword,
  print: (line) => process.stdout.write(`${line}\n`),
  warn,
});

try {
  await program.parseAsync();
} catch (error) {
  warn(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
} finally {
  await (await session)?.close();
}
