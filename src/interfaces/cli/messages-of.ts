import type { Command } from 'commander';
import { InvalidValue } from '../../domain/shared/common.errors.js';

/** Makes what to report of a refusal of the command that runs. */
export function messagesOf(program: Command): (error: unknown) => string {
  let running: Command | undefined;
  program.hook('preAction', (_program, command) => {
    running = command;
  });
  return (error) => messageOf(error, running);
}

/** Use cases name a field, which is an option or an argument of the command, or what was typed in. */
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
