import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { text } from 'node:stream/consumers';
import { compiledPath } from '../support/service/compiled-sources.js';
import { LineServer } from '../support/service/line-server.js';
import { testSettings } from '../support/service/service.js';

const USERS = 'PERSISTENCE=line and REVOCATION=line: the host';

/** A process in whose slots the technologies of the tests are registered. */
async function run(
  [path = '', ...words]: readonly string[],
  environment: Record<string, string | undefined>,
) {
  const { PATH = '' } = process.env;
  const settings = testSettings({ PERSISTENCE: 'line', REVOCATION: 'line', ...environment });
  const planted = ['--import', compiledPath('tests/support/service/line-technologies.ts')];
  const parameters = [...planted, compiledPath(path), ...words];
  const child = spawn(process.execPath, parameters, { env: { PATH, ...settings } });
  child.stdin.end();
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return { stdout, lines: stderr.trimEnd().split('\n'), exitCode: child.exitCode };
}

function runAll(processes: readonly string[][], environment: Record<string, string | undefined>) {
  return Promise.all(processes.map((words) => run(words, environment)));
}

const cli = (...words: string[]) => ['src/cli.ts', ...words];
const key = () => randomBytes(48).toString('base64url');

const PRODUCTION = {
  NODE_ENV: 'production',
  THROTTLING: 'in-memory',
  ALLOW_IN_MEMORY: 'true',
  JWT_SECRET: key(),
  REFRESH_TOKEN_KEYS: key(),
  BOOTSTRAP_ADMIN_EMAIL: undefined,
  BOOTSTRAP_ADMIN_PASSWORD: undefined,
};

describe('A store that cannot be reached', () => {
  it('CF-04 ends every process with 69, after a line for each attempt and with no stack', async () => {
    const server = new LineServer();
    await server.start();
    const { url, host } = server;
    await server.stop();
    const settings = { LINE_URL: url, STORE_START_TIMEOUT_SECONDS: '2' };
    const processes = [['src/main.ts'], cli('user', 'list'), cli('store', 'migrate')];
    const failure = `${USERS} ${host} of LINE_URL cannot be reached: ECONNREFUSED.`;
    for (const { stdout, lines, exitCode } of await runAll(processes, settings)) {
      expect(exitCode).toBe(69);
      expect(lines.at(-1)).toBe(`${failure} Gave up after 2 s (STORE_START_TIMEOUT_SECONDS).`);
      const attempts = lines.slice(0, -1);
      expect(attempts.length).toBeGreaterThan(0);
      for (const line of attempts) expect(line).toContain(`${failure} Trying for another`);
      expect([stdout, ...lines].join('\n')).not.toContain(encodeURIComponent(server.password));
    }
  }, 60_000);

  it('CF-04 is named as a file if it is one', async () => {
    const settings = {
      PERSISTENCE: 'sql',
      REVOCATION: 'sql',
      DATABASE_URL: `file:${tmpdir()}`,
      STORE_START_TIMEOUT_SECONDS: '0',
    };
    const { lines, exitCode } = await run(cli('user', 'list'), settings);
    const failure = `PERSISTENCE=sql and REVOCATION=sql: the file ${tmpdir()} of DATABASE_URL cannot be reached: EISDIR.`;
    expect({ lines, exitCode }).toEqual({
      lines: [`${failure} Gave up after 0 s (STORE_START_TIMEOUT_SECONDS).`],
      exitCode: 69,
    });
  }, 60_000);

  it('CF-04 is waited for', async () => {
    const server = new LineServer();
    await server.start();
    const { url, host } = server;
    await server.stop();
    const listing = run(cli('store', 'status'), { LINE_URL: url, STORE_START_TIMEOUT_SECONDS: '60' });
    await server.start(Number(host.split(':')[1]));
    const { stdout, exitCode } = await listing;
    expect({ stdout, exitCode }).toEqual({ stdout: 'persistence: schema\tpending\n', exitCode: 0 });
    await server.stop();
  }, 60_000);
});

describe('A store that lacks a migration', () => {
  const server = new LineServer();

  beforeAll(() => server.start());
  afterAll(() => server.stop());

  it('CF-04 keeps production from starting, until the command that it names was run', async () => {
    const settings = { ...PRODUCTION, LINE_URL: server.url };
    // The command comes first: a service that starts in spite of it would never end.
    for (const words of [cli('user', 'list'), ['src/main.ts']]) {
      const { lines, exitCode } = await run(words, settings);
      expect(exitCode).toBe(78);
      expect(lines.at(-1)).toBe(
        'A store lacks migrations that this version needs: persistence: schema. Run: node dist/cli.js store migrate',
      );
    }
    expect(server.migrated).toBe(false);

    expect((await run(cli('store', 'status'), settings)).stdout).toBe('persistence: schema\tpending\n');
    expect((await run(cli('store', 'migrate'), settings)).stdout).toBe('persistence: schema\tapplied\n');
    expect((await run(cli('store', 'migrate'), settings)).stdout).toBe('');
    expect((await run(cli('store', 'status'), settings)).stdout).toBe('persistence: schema\tapplied\n');
    expect((await run(cli('user', 'list'), settings)).exitCode).toBe(0);
    expect(server.openConnections).toBe(0);
  }, 60_000);

  it('CF-04 ends production with 69 if nobody can tell which it lacks', async () => {
    const settings = { ...PRODUCTION, LINE_URL: server.url, STORE_START_TIMEOUT_SECONDS: '1' };
    server.hidesMigrations = true;
    const { lines, exitCode } = await run(['src/main.ts'], settings);
    server.hidesMigrations = false;
    expect(lines.at(-1)).toContain('The list of applied migrations cannot be reached: ECONNRESET. Gave up');
    expect(exitCode).toBe(69);
  }, 60_000);
});
