import { type StdioOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { chosenStores } from '../support/servers/chosen-stores.js';
import { compiledPath } from '../support/service/compiled-sources.js';
import { IN_MEMORY, SERVICE_NAME } from '../support/service/service.js';

/** Starting a process takes seconds where other tests keep the cores busy. */
const TIMEOUT_MS = 60_000;

function spawnCli(words: readonly string[], stores: Record<string, string>, stdio: StdioOptions) {
  const { PATH = '' } = process.env;
  return spawn(process.execPath, [compiledPath('src/cli.ts'), ...words], {
    env: { PATH, NODE_ENV: 'test', SERVICE_NAME, ...IN_MEMORY, ...stores },
    stdio,
  });
}

/** The command line as a process of its own, as operators run it. */
async function run(words: string[], input: string | Buffer = '', stores = chosenStores()) {
  const child = spawnCli(words, stores, 'pipe');
  child.stdin?.end(input);
  const outputs = [child.stdout, child.stderr].map((stream) => stream && text(stream));
  const [[stdout, stderr]] = await Promise.all([Promise.all(outputs), once(child, 'close')]);
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
      expect(stderr).toContain('this command reaches no running server');
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

  const COMMANDS = ['--help', 'secrets generate', 'user create --email ada@example.com'];

  it.each(COMMANDS)(
    'says in one line that the disk is full: %s',
    async (command) => {
      const { stderr, exitCode } = await runInto(openSync('/dev/full', 'w'), command.split(' '));
      expect(linesAboutOutput(stderr)).toEqual(['Standard output cannot be written: ENOSPC.']);
      expect(exitCode).toBe(74);
    },
    TIMEOUT_MS,
  );

  it.each(COMMANDS)(
    'says in one line that the reader of its output has ended: %s',
    async (command) => {
      const { stderr, exitCode } = await runInto('pipe', command.split(' '));
      expect(linesAboutOutput(stderr)).toEqual(['Standard output cannot be written: EPIPE.']);
      expect(exitCode).toBe(74);
    },
    TIMEOUT_MS,
  );

  it(
    'does its work if standard error cannot be written',
    async () => {
      const words = ['user', 'create', '--email', 'ada@example.com'];
      const child = spawnCli(words, {}, ['pipe', 'pipe', openSync('/dev/full', 'w')]);
      child.stdin?.end('a password that is long\n');
      const [output] = await Promise.all([child.stdout && text(child.stdout), once(child, 'close')]);
      expect(output).toMatch(/\tada@example\.com\t/);
      expect(child.exitCode).toBe(0);
    },
    TIMEOUT_MS,
  );
});

/** Runs a command whose output goes to this descriptor, or to a pipe that is closed before. */
async function runInto(stdout: number | 'pipe', words: readonly string[]) {
  const child = spawnCli(words, {}, ['pipe', stdout, 'pipe']);
  child.stdout?.destroy();
  child.stdin?.end('a password that is long\n');
  const [stderr] = await Promise.all([child.stderr && text(child.stderr), once(child, 'close')]);
  return { stderr, exitCode: child.exitCode };
}

/** All but the log and the warning about the store. */
function linesAboutOutput(stderr: string | null): string[] | undefined {
  return stderr?.split('\n').filter((line) => line !== '' && !/^(?:\{|PERSISTENCE )/.test(line));
}
