import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { bearer, logIn, me, register } from '../support/http/http-client.js';
import { expectProblem } from '../support/http/problems.js';
import { compiledPath } from '../support/service/compiled-sources.js';
import { startService, testSettings } from '../support/service/service.js';

const folder = mkdtempSync(join(tmpdir(), 'sqlite-'));
const STORES = { PERSISTENCE: 'sql', REVOCATION: 'sql', DATABASE_URL: `file:${join(folder, 'auth.db')}` };

afterAll(() => rmSync(folder, { recursive: true }));

/** The command line as a process of its own, beside the service. */
async function cli(...words: string[]): Promise<string> {
  const { PATH = '' } = process.env;
  const child = spawn(process.execPath, [compiledPath('src/cli.ts'), ...words], {
    env: { PATH, ...testSettings(STORES) },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [stdout] = await Promise.all([text(child.stdout), once(child, 'close')]);
  return stdout;
}

it('RV-01 is shared by the service and the command line, and survives a restart', async () => {
  const first = await startService(STORES);
  const account = await register(first);
  const { accessToken, refreshToken } = await logIn(first, account);
  const [sessionId = ''] = refreshToken.split('.');
  const other = await logIn(first, account);
  expect(await cli('user', 'list')).toContain(account.email);
  await cli('session', 'end', account.email, sessionId);
  expectProblem(await me(first, accessToken), 401, 'invalid-token');
  await first.stop();

  const second = await startService(STORES);
  expectProblem(await me(second, accessToken), 401, 'invalid-token');
  expect((await me(second, other.accessToken)).status).toBe(200);
  await second.request.get('/auth/sessions').set(bearer(other.accessToken)).expect(200);
  await logIn(second, account);
  await second.stop();
}, 60_000);
