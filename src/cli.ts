import { CliOutput } from './composition/cli-output.js';
import { type CliSession, openCliSession } from './composition/cli-session.js';
import { report, StartError } from './composition/start-error.js';
import { askPassword } from './interfaces/cli/ask-password.js';
import { messagesOf } from './interfaces/cli/messages-of.js';
import { createProgram, isUsageError } from './interfaces/cli/program.js';

const output = new CliOutput(process.stdout);
let session: Promise<CliSession> | undefined;

const open = (): Promise<CliSession> => {
  session ??= openCliSession(report);
  return session;
};

const program = createProgram({
  useCases: async () => (await open()).useCases(),
  stores: async () => (await open()).stores(),
  askPassword,
  print: (line) => output.print(line),
  warn: report,
});

const messageOf = messagesOf(program);

try {
  await program.parseAsync();
} catch (error) {
  // The program has already reported usage errors.
  if (!isUsageError(error)) report(messageOf(error));
  process.exitCode = error instanceof StartError || isUsageError(error) ? error.exitCode : 1;
} finally {
  // A session that could not be opened is reported above, and there is nothing to close.
  await session?.then(
    (opened) => opened.close(),
    () => {},
  );
}
await output.written();
// Standard error may have no reader, which must not keep the process alive.
process.exit();
