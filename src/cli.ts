import { type CliSession, openCliSession } from './composition/cli-session.js';
import { askPassword } from './interfaces/cli/ask-password.js';
import { createProgram } from './interfaces/cli/program.js';

const warn = (message: string): boolean => process.stderr.write(`${message}\n`);

let session: Promise<CliSession> | undefined;

const program = createProgram({
  useCases: async () => {
    session ??= openCliSession(warn);
    return (await session).useCases;
  },
  askPassword,
  print: (line) => process.stdout.write(`${line}\n`),
});

try {
  await program.parseAsync();
} catch (error) {
  warn(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
} finally {
  await (await session)?.close();
}
