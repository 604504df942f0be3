import type { Command } from 'commander';
import { InvalidValue } from '../../domain/shared/common.errors.js';

/** Returns a function that writes the message about an error of the running command. */
export function messagesOf(program: Command): (error: unknown) => string {
  let running: Command | undefined;
  program.hook('preAction', (_program, command) => {
    running = command;
  });
  return (error) => messageOf(error, running);
}

/** Use cases name the invalid field. It is an option or an argument of the command, or it was entered at a prompt. */
function messageOf(error: unknown, command: Command | undefined): string {
  if (error instanceof InvalidValue) return `${placeOf(error.path, command)} ${error.message}`;
  return error instanceof Error ? error.message : String(error);
}

function placeOf(field: string, command: Command | undefined): string {
  const option = command?.options.find((candidate) => candidate.attributeName() === field);
  if (option) return `option '${option.flags}'`;
  const argument = command?.registeredArguments.find((candidate) => candidate.name() === field);
  return argument ? `argument '<${field}>'` : `the ${field}`;
}
