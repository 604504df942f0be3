import { Command } from 'commander';
import { messagesOf } from '../../src/interfaces/cli/messages-of.js';
import { createProgram } from '../../src/interfaces/cli/program.js';
import { createApplication } from '../support/application.js';

/** Runs a command that is refused. */
async function refusalOf(...words: string[]): Promise<string> {
  const application = createApplication();
  const program = createProgram({
    useCases: async () => application,
    stores: async () => application,
    askPassword: async () => '',
    print: () => {},
    warn: () => {},
  });
  const messageOf = messagesOf(program);
  const refusal = await program.parseAsync(['node', 'cli', ...words]).catch((error) => error);
  return messageOf(refusal);
}

it.each([
  [['user', 'create', '--email', 'ada'], "option '--email <email>' must be an e-mail address"],
  [['user', 'create', '--email', 'a@b.example', '--name', ' '], 'the password must be 1 to 128'],
  [['user', 'disable', 'ada'], "argument '<email>' must be an e-mail address"],
  [['session', 'list', 'ada'], "argument '<email>' must be an e-mail address"],
  [['user', 'enable', 'nobody@example.com'], 'There is no such user.'],
])('says of %j what is wrong where', async (words, message) => {
  expect(await refusalOf(...words)).toContain(message);
});

it('passes on a value that is not an error', () => {
  expect(messagesOf(new Command())('odd')).toBe('odd');
});
