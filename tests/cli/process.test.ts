import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { chosenStores } from '../support/servers/chosen-stores.js';
import { IN_MEMORY } from '../support/service/service.js';

/** Starting a process takes seconds where other tests keep the cores busy. */
const TIMEOUT_MS = 60_000;

/** The command line as a process of its own, as operators run it. */
async function run(words: string[], input: string | Buffer = '', stores = chosenStores()) {
  const { PATH = '' } = process.env;
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/cli.ts', ...words], {
    env: { PATH, NODE_ENV: 'test', ...IN_MEMORY, ...stores },
  });
  child.stdin.end(input);
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return { stdout, stderr, exitCode: child.exitCode };
}

describe('the command line', () => {
  it(
    'takes a password from standard input and says that an in-memory store is its own',
    async () => {
      const words = ['user', 'create', '--email', 'ada@example.com', '--role', 'admin'];
      const { stdout, stderr, exitCode } = await run(words, 'a password that is long\n', {});
      expect(exitCode).toBe(0);
      expect(stdout).toMatch(/^\S+\tada@example\.com\tactive\tadmin\n$/);
      expect(stderr).toContain('this reaches no running server');
      expect(stderr).toContain('"event":"user_created"');
      expect(stderr).not.toContain('a password that is long');
    },
    TIMEOUT_MS,
  );

  it(
    'says why a command was refused and exits with 1',
    async () => {
      const { stdout, stderr, exitCode } = await run(
        ['user', 'create', '--email', 'ada@example.com'],
        'short\n',
      );
      expect(exitCode).toBe(1);
      expect(stdout).toBe('');
      expect(stderr).toContain('at least 15 characters');
    },
    TIMEOUT_MS,
  );

  it(
    'PW-05 refuses a password that is not valid UTF-8',
    async () => {
      const input = Buffer.from(`${'\xff\xfe'.repeat(10)}\n`, 'latin1');
      const { stdout, stderr, exitCode } = await run(['user', 'create', '--email', 'a@b.example'], input);
      expect(exitCode).toBe(1);
      expect(stdout).toBe('');
      expect(stderr).toContain('UTF-8');
    },
    TIMEOUT_MS,
  );

  it(
    'LOG-03 shows a terminal nothing to obey in what it says of a word or a path',
    async () => {
      const path = '/nowhere/\u009b31m\u202e.pem';
      const results = await Promise.all([
        run(['user', 'list', '--\u009b31m']),
        run(['user', 'list', '--role', '\u001b[31m']),
        run(['keys', 'generate', '--alg', 'ES256', '--out', path]),
      ]);
      const said = [
        "unknown option '--\\u009b31m'",
        "'\\u001b[31m' is invalid",
        '/nowhere/\\u009b31m\\u202e.pem',
      ];
      for (const [index, { stderr, exitCode }] of results.entries()) {
        expect(exitCode).toBe(1);
        expect(stderr).toContain(said[index]);
        expect(stderr).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}]/u);
      }
    },
    TIMEOUT_MS,
  );

  it(
    'has no option for a password',
    async () => {
      const { exitCode, stderr } = await run(['user', 'create', '--email', 'a@b.example', '--password', 'x']);
      expect(exitCode).toBe(1);
      expect(stderr).toContain('unknown option');
    },
    TIMEOUT_MS,
  );
});
