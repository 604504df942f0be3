import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { bootWarnings } from '../../src/composition/boot-warnings.js';
import { loadConfiguration } from '../../src/composition/configuration/load-configuration.js';
import { slots } from '../../src/composition/configuration/slots.js';
import { startService, testSettings } from '../support/service/service.js';

const NO_SECRETS = testSettings({ JWT_SECRET: undefined, REFRESH_TOKEN_KEYS: undefined });
const KEPT = `JWT_SECRET=${'s'.repeat(40)}Aa1\nREFRESH_TOKEN_KEYS=${'r'.repeat(40)}Bb2\n`;

describe('The file that keeps the secrets of development', () => {
  const folder = mkdtempSync(join(tmpdir(), 'development-'));
  const file = join(folder, '.dev-secrets.env');
  beforeEach(() => rmSync(file, { force: true }));
  afterEach(() => jest.restoreAllMocks());
  afterAll(() => rmSync(folder, { recursive: true }));

  const load = () => loadConfiguration(NO_SECRETS, { developmentSecretsFile: file });
  const modeOf = () => statSync(file).mode & 0o777;

  it('CF-03 is accessible only to its owner, and read again at the next start', async () => {
    const first = await load();
    expect(modeOf()).toBe(0o600);
    expect(first).toMatchObject({ developmentSecretsWereOpen: false });
    expect(await load()).toMatchObject({ REFRESH_TOKEN_KEYS: first.REFRESH_TOKEN_KEYS });
  });

  it('CF-03 is named once, when secrets are made', async () => {
    const named = `not set: generated and stored in ${file}`;
    expect(bootWarnings(await load()).join()).toContain(`REFRESH_TOKEN_KEYS and JWT_SECRET ${named}`);
    expect(bootWarnings(await load()).join()).toBe('');
    writeFileSync(file, KEPT.split('\n')[0] ?? '');
    expect(bootWarnings(await load()).join()).toContain(`REFRESH_TOKEN_KEYS ${named}`);
  });

  it('are named at each start if no file keeps them', async () => {
    const warnings = await loadConfiguration(NO_SECRETS).then(bootWarnings);
    expect(warnings.join()).toContain('generated for this process only');
  });

  it.each([0o644, 0o640, 0o604, 0o620, 0o666])(
    'CF-03 is taken away from others who had it with mode %o',
    async (mode) => {
      writeFileSync(file, KEPT);
      chmodSync(file, mode);
      const configuration = await load();
      expect(modeOf()).toBe(0o600);
      expect(configuration).toMatchObject({ developmentSecretsWereOpen: true });
      expect(bootWarnings(configuration)).toContainEqual(
        expect.stringContaining(`other users could read ${file}`),
      );
      expect(readFileSync(file, 'utf8')).toBe(KEPT);
      expect(bootWarnings(await load())).not.toContainEqual(expect.stringContaining('could be read'));
    },
  );

  it('CF-03 is made private before a secret is added', async () => {
    writeFileSync(file, KEPT.split('\n')[0] ?? '', { mode: 0o644 });
    await load();
    expect(modeOf()).toBe(0o600);
    expect(readFileSync(file, 'utf8')).toMatch(/^JWT_SECRET=.*\nREFRESH_TOKEN_KEYS=.*\n$/);
  });

  it('CF-03 is neither read nor written if it is a link', async () => {
    const target = join(folder, 'other');
    writeFileSync(target, KEPT, { mode: 0o600 });
    symlinkSync(target, file);
    await expect(load()).rejects.toThrow(/JWT_SECRET must be set.* is a link or belongs to another user/);
    rmSync(target);
    await expect(load()).rejects.toThrow('JWT_SECRET must be set');
    expect(() => statSync(target)).toThrow('ENOENT');
  });

  it('CF-03 is not read if it belongs to another user', async () => {
    writeFileSync(file, KEPT, { mode: 0o600 });
    jest.spyOn(process, 'getuid').mockReturnValue(statSync(file).uid + 1);
    await expect(load()).rejects.toThrow(/JWT_SECRET must be set.* is a link or belongs to another user/);
  });

  it('CF-03 is not opened if every secret is set', async () => {
    writeFileSync(file, KEPT, { mode: 0o644 });
    await loadConfiguration(testSettings(), { developmentSecretsFile: file });
    expect(modeOf()).toBe(0o644);
  });
});

describe('A development service that the network can reach', () => {
  const warningsWith = async (settings: Record<string, string>) =>
    (await loadConfiguration(testSettings(settings)).then(bootWarnings)).join();

  it.each([
    '0.0.0.0',
    '::',
    '192.168.1.7',
    '10.0.0.1',
    '::ffff:10.0.0.1',
    'fe80::1',
    'desk.example',
    '127.1',
  ])('CF-03 is warned of at HOST=%s', async (HOST) => {
    expect(await warningsWith({ HOST })).toContain(`HOST is ${HOST}`);
    expect(await warningsWith({ HOST, NODE_ENV: 'development' })).toContain(`HOST is ${HOST}`);
    expect(await warningsWith({ METRICS_PORT: '0', METRICS_HOST: HOST })).toContain(
      `METRICS_HOST is ${HOST}`,
    );
    expect(await warningsWith({ METRICS_HOST: HOST })).toBe('');
  });

  it.each([
    '127.0.0.1',
    '127.8.9.10',
    '::1',
    '0:0:0:0:0:0:0:1',
    '::ffff:127.0.0.1',
    'localhost',
    'LOCALHOST',
  ])('CF-03 is not there at HOST=%s', async (HOST) => {
    expect(await warningsWith({ HOST, METRICS_PORT: '0', METRICS_HOST: HOST })).toBe('');
  });

  it('CF-03 warns in the audit log and in the line about listening', async () => {
    const service = await startService({ HOST: '0.0.0.0' }, { ownProcess: true });
    const warning = await service.logBook.event('boot_config_warning');
    expect(warning).toMatchObject({
      audit: true,
      level: 'warn',
      reason: expect.stringContaining('HOST is 0.0.0.0'),
    });
    const line = await service.logBook.waitFor(({ msg }) => String(msg).startsWith('Listening'));
    expect(line['msg']).toContain('Other machines can reach it.');
    for (const slot of Object.keys(slots)) expect(line['msg']).toMatch(new RegExp(`\\b${slot}=[a-z]`));
    await service.stop();
  });
});

describe('The default stores', () => {
  const DEFAULTS = { PERSISTENCE: undefined, REVOCATION: undefined, DATABASE_URL: undefined };

  it('are one SQLite file in development', async () => {
    const { connections } = await loadConfiguration(testSettings({ ...DEFAULTS, NODE_ENV: 'development' }));
    expect(connections).toMatchObject([
      {
        users: ['PERSISTENCE=sql', 'REVOCATION=sql'],
        variables: { DATABASE_URL: 'file:.data/dev.db' },
      },
    ]);
  });

  it.each(['test', 'production'])('need a DATABASE_URL in %s', async (NODE_ENV) => {
    const loading = loadConfiguration(testSettings({ ...DEFAULTS, NODE_ENV }));
    await expect(loading).rejects.toThrow('DATABASE_URL must be a URL that begins with file: or postgres://');
  });
});
