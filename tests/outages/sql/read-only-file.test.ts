import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { describeOn } from '../../support/needed-services.js';
import {
  canMakeImmutable,
  immutableFiles,
  makeImmutable,
  makeMutable,
} from '../../support/servers/immutable-files.js';
import { ApiClient } from '../../support/topology/api-client.js';
import { nginx } from '../../support/topology/start-nginx.js';
import { Topology } from '../../support/topology/topology.js';

// The build hashes passwords, on a machine with other things to do.
jest.setTimeout(60_000);

const PASSWORD = 'correct horse battery staple';
const ADA = { email: 'ada@example.com', password: PASSWORD };
const GRACE = { email: 'grace@example.com', password: PASSWORD };

const missing = nginx.binary === undefined ? nginx : immutableFiles;

describeOn(missing, nginx.binary !== undefined && canMakeImmutable())('A read-only SQLite file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'read-only-'));
  let topology: Topology;
  let client: ApiClient;

  beforeAll(async () => {
    const settings = { NODE_ENV: 'test', THROTTLING: 'none', DATABASE_URL: `file:${folder}/service.db` };
    topology = await Topology.start({ stack: 'sqlite', instances: 1, settings });
    const [url = ''] = topology.instances;
    client = new ApiClient(url);
    expect(await client.register(ADA)).toMatchObject({ status: 201 });
  });
  afterAll(async () => {
    await topology.stop();
    rmSync(folder, { recursive: true });
  });

  const logIn = async () => {
    const { status, accessToken = '', refreshToken = '' } = await client.logIn(ADA);
    expect(status).toBe(200);
    return { accessToken, refreshToken };
  };
  const readiness = async () => (await fetch(`${topology.url}/health/ready`)).json();

  it('refuses writes with 503, is still read, and loses nothing', async () => {
    const [one, other] = [await logIn(), await logIn()];
    makeImmutable(folder);
    try {
      const refused = [
        await client.register(GRACE),
        await client.logIn(ADA),
        await client.refresh(one.refreshToken),
        await client.changePassword(one.accessToken, PASSWORD, `${PASSWORD} again`),
        await client.logOut(other.refreshToken),
      ];
      expect(refused.map(({ status }) => status)).toEqual([503, 503, 503, 503, 503]);
      expect(refused.map(({ retryAfter }) => retryAfter)).not.toContain(null);
      expect(await client.profile(one.accessToken)).toMatchObject({ status: 200 });
      expect(await client.profile(other.accessToken)).toMatchObject({ status: 200 });
      expect(await readiness()).toMatchObject({ checks: { sql: 'down' } });
    } finally {
      makeMutable(folder);
    }
    expect(await client.register(GRACE)).toMatchObject({ status: 201 });
    expect(await client.refresh(one.refreshToken)).toMatchObject({ status: 200 });
    expect(await client.logOut(other.refreshToken)).toMatchObject({ status: 204 });
    expect(await client.profile(other.accessToken)).toMatchObject({ status: 401 });
    await logIn();
  });
});
