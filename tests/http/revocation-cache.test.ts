import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '../support/eventually.js';
import { bearer, me, registerAndLogIn } from '../support/http/http-client.js';
import { expectProblem } from '../support/http/problems.js';
import { type Service, startService } from '../support/service/service.js';

const COPIED = { REVOCATION: 'sql', REVOCATION_CACHE: 'on', REVOCATION_MAX_STALENESS_MS: '200' };

describe('Two instances with copies of the revocations of one store', () => {
  const folder = mkdtempSync(join(tmpdir(), 'revocation-cache-'));
  const settings = { PERSISTENCE: 'sql', ...COPIED, DATABASE_URL: `file:${join(folder, 'shared.db')}` };
  let one: Service;
  let other: Service;

  beforeAll(async () => {
    one = await startService(settings);
    other = await startService(settings);
  });

  afterAll(async () => {
    await one.stop();
    await other.stop();
    rmSync(folder, { recursive: true });
  });

  it('RV-02 refuse a token at once where it was revoked, and within the bound elsewhere', async () => {
    const { accessToken } = await registerAndLogIn(one);
    expect((await me(other, accessToken)).status).toBe(200);
    await one.request.post('/auth/logout').set(bearer(accessToken)).expect(204);
    expectProblem(await me(one, accessToken), 401, 'invalid-token');
    await eventually(async () => expectProblem(await me(other, accessToken), 401, 'invalid-token'));
  });

  it('RV-02 know at their start what was revoked before', async () => {
    const { accessToken } = await registerAndLogIn(one);
    await one.request.post('/auth/logout').set(bearer(accessToken)).expect(204);
    const late = await startService(settings);
    expectProblem(await me(late, accessToken), 401, 'invalid-token');
    await late.stop();
  });
});

it('CF-01 a technology without a feed stops the start, with the reason', async () => {
  const start = startService({ REVOCATION: 'in-memory', REVOCATION_CACHE: 'on' }, { rebind: () => {} });
  await expect(start).rejects.toThrow('REVOCATION_CACHE must be off with REVOCATION=in-memory');
});
