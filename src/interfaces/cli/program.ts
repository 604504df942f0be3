import { Command } from 'commander';
import type { CliContext } from './cli-context.js';
import { keysCommand } from './commands/keys.command.js';
import { secretsCommand } from './commands/secrets.command.js';
import { sessionCommand } from './commands/session.command.js';
import { tokenCommand } from './commands/token.command.js';
import { userCommand } from './commands/user.command.js';

/** The command line: the same use cases as the HTTP API, for operators. */
export function createProgram(context: CliContext): Command {
  return new Command('cli')
    .description('Administers the authentication service')
    .addCommand(userCommand(context))
    .addCommand(sessionCommand(context))
    .addCommand(tokenCommand(context))
    .addCommand(secretsCommand(context))
    .addCommand(keysCommand(context));
}
