import { Command, CommanderError } from 'commander';
import { type CliWorld, contextOf } from './cli-context.js';
import { keysCommand } from './commands/keys.command.js';
import { secretsCommand } from './commands/secrets.command.js';
import { sessionCommand } from './commands/session.command.js';
import { storeCommand } from './commands/store.command.js';
import { tokenCommand } from './commands/token.command.js';
import { userCommand } from './commands/user.command.js';

/** The command line for operators. It runs the same use cases as the HTTP API. */
export function createProgram(world: CliWorld): Command {
  const context = contextOf(world);
  const program = new Command('cli')
    .description('Administers the authentication service')
    .addCommand(userCommand(context))
    .addCommand(sessionCommand(context))
    .addCommand(tokenCommand(context))
    .addCommand(storeCommand(context))
    .addCommand(secretsCommand(context))
    .addCommand(keysCommand(context));
  for (const command of withSubcommands(program)) {
    command
      .configureOutput({
        writeOut: (text) => world.print(text.trimEnd()),
        writeErr: (text) => world.warn(text.trimEnd()),
      })
      // Otherwise commander ends the process, perhaps before its output is written.
      .exitOverride();
  }
  return program;
}

/** Commands that are added with `addCommand` do not inherit the output settings of their parent. */
function withSubcommands(command: Command): Command[] {
  return [command, ...command.commands.flatMap(withSubcommands)];
}

/** An error in the usage of the command line. It is already reported, and has an exit code. */
export function isUsageError(error: unknown): error is CommanderError {
  return error instanceof CommanderError;
}
