import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigurationError } from '../../src/composition/configuration/configuration-error.js';
import { readDotenv, withDotenv } from '../../src/composition/configuration/environment.js';
import { loadConfiguration } from '../../src/composition/configuration/load-configuration.js';
import { documentedVariables } from '../architecture/env-example.js';
import { expectProblem } from '../support/http/problems.js';
import {
  ADMINISTRATOR,
  IN_MEMORY,
  PUBLIC_URL,
  type Service,
  startService,
  TEST_REFRESH_KEY,
  TEST_SECRET,
  testSettings,
} from '../support/service/service.js';
import { type Exit, runService } from '../support/service/service-process.js';

type Settings = Record<string, string | undefined>;

const PRODUCTION: Settings = {
  NODE_ENV: 'production',
  ...IN_MEMORY,
  ALLOW_IN_MEMORY: 'true',
  PERSISTENCE: 'in-memory',
  REVOCATION: 'in-memory',
  THROTTLING: 'in-memory',
  JWT_SECRET: randomBytes(48).toString('base64url'),
  REFRESH_TOKEN_KEYS: randomBytes(48).toString('base64url'),
  BOOTSTRAP_ADMIN_EMAIL: undefined,
  BOOTSTRAP_ADMIN_PASSWORD: undefined,
};

const pem = { type: 'pkcs8', format: 'pem' } as const;
const rsa = (modulusLength: number, publicExponent = 65_537) =>
  generateKeyPairSync('rsa', {
    modulusLength,
    publicExponent,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: pem,
  });
const ec = (namedCurve: string) =>
  generateKeyPairSync('ec', {
    namedCurve,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: pem,
  });

const goodRsa = rsa(2_048);
const p256 = ec('P-256');

/** Returns a readable PEM with a different modulus. */
function damaged(text: string): string {
  return `${text.slice(0, 200)}AAAAAAAA${text.slice(208)}`;
}

/** The problems of settings that must not be accepted. */
async function problemsOf(settings: Settings): Promise<{ variable: string; message: string }[]> {
  const error: unknown = await loadConfiguration(testSettings(settings)).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(ConfigurationError);
  if (!(error instanceof ConfigurationError)) throw error;
  expectNoValueOf(settings, error.message);
  return [...error.problems];
}

/** Expects that a message contains neither the whole value nor any line of it. */
function expectNoValueOf(settings: Settings, text: string): void {
  const values = Object.values(settings).flatMap((value) => value?.split('\n') ?? []);
  for (const value of values.filter(({ length }) => length > 15)) expect(text).not.toContain(value);
}

async function expectRefused(variable: string, allowed: RegExp, settings: Settings): Promise<void> {
  const problems = await problemsOf(settings);
  expect(problems.map((problem) => problem.variable)).toContain(variable);
  const messages = problems.filter((problem) => problem.variable === variable).map(({ message }) => message);
  expect(messages.join('\n')).toMatch(allowed);
}

it('CF-01 accepts the settings that the refused cases vary', async () => {
  await expect(loadConfiguration(testSettings())).resolves.toMatchObject({ ACCESS_TOKEN_TTL_SECONDS: 900 });
  await expect(loadConfiguration(testSettings(PRODUCTION))).resolves.toMatchObject({
    NODE_ENV: 'production',
  });
});

describe('A number out of range is refused, and the message states the range', () => {
  it.each([
    ['PW-01', 'PASSWORD_MIN_LENGTH', '7', /8 to 64/],
    ['PW-01', 'PASSWORD_MIN_LENGTH', '65', /8 to 64/],
    ['PW-07', 'ARGON2_MEMORY_KIB', '4096', /19456 KiB/],
    ['PW-07', 'ARGON2_ITERATIONS', '1', /ARGON2_MEMORY_KIB|19456/],
    ['PW-09', 'ARGON2_MEMORY_KIB', '4194304', /to 262144/],
    ['AT-08', 'ACCESS_TOKEN_TTL_SECONDS', '7200', /1 to 3600/],
    ['AT-08', 'ACCESS_TOKEN_TTL_SECONDS', '0', /1 to 3600/],
    ['AT-09', 'CLOCK_TOLERANCE_SECONDS', '3600', /0 to 60/],
    ['RT-06', 'REFRESH_GRACE_SECONDS', '31', /0 to 30/],
    ['RT-08', 'REFRESH_IDLE_TTL_SECONDS', '0', /60 to/],
    ['RT-12', 'MAX_SESSIONS_PER_USER', '0', /1 to/],
    ['CF-01', 'PORT', '65536', /0 to 65535/],
  ])('%s %s=%s', async (_, variable, value, allowed) => {
    const problems = await problemsOf({ [variable]: value });
    expect(problems).toHaveLength(1);
    expect(`${problems[0]?.variable} ${problems[0]?.message}`).toMatch(allowed);
  });

  it.each([' ', 'x', '1e3', '0x10', '-1', '1.5', '1 ', 'Infinity', 'NaN', '9'.repeat(30)])(
    'CF-01 so is one that is no number: %j',
    async (value) => {
      for (const variable of [
        'PORT',
        'ACCESS_TOKEN_TTL_SECONDS',
        'REFRESH_GRACE_SECONDS',
        'ARGON2_MEMORY_KIB',
      ]) {
        await expectRefused(variable, /whole number/, { [variable]: value });
      }
    },
  );
});

describe('A value that is not in the list is refused, and the message contains the list', () => {
  it.each([
    ['NODE_ENV', 'staging', /development, production or test/],
    ['NODE_ENV', 'Production', /development, production or test/],
    ['LOG_LEVEL', 'loud', /trace, debug, info/],
    ['PERSISTENCE', 'punch-cards', /in-memory/],
    ['REVOCATION', '__proto__', /in-memory/],
    ['TOKENS', 'constructor', /jsonwebtoken/],
    ['REUSE_DETECTION_SCOPE', 'nobody', /user or session/],
    ['COOKIE_SECURE', 'yes', /true or false/],
    ['COOKIE_SAME_SITE', 'None', /strict, lax or none/],
    ['API_DOCS', '1', /true or false/],
    ['JWT_ALGORITHM', 'none', /HS256/],
    ['JWT_ALGORITHM', 'hs256', /HS256/],
  ])('CF-01 AT-01 %s=%s', async (variable, value, allowed) => {
    await expectRefused(variable, allowed, { [variable]: value });
  });

  it.each(['https://id.example.org/', 'id.example.org', 'https://a:b@id.example.org', ' '])(
    'CF-01 PUBLIC_URL=%s',
    async (value) => {
      await expectRefused('PUBLIC_URL', /with no slash at its end/, { PUBLIC_URL: value });
    },
  );

  it.each([
    '*',
    'https://*.example.com',
    'app.example.com',
    'https://app.example.com/',
    'https://app.example.com/path',
    'https://a.example,*',
    'null',
    'HTTPS://APP.EXAMPLE.COM',
  ])('CK-05 CF-02 ALLOWED_ORIGINS=%s', async (value) => {
    await expectRefused('ALLOWED_ORIGINS', /exact origins, .* without a slash at the end/, {
      ALLOWED_ORIGINS: value,
    });
  });

  it.each([
    'true',
    '*',
    '-1',
    '100',
    '0.0.0.0/x',
    '0.0.0.0/0',
    '::/0',
    '10.0.0.0/33',
    '::1/129',
    '10.0.0.0/8/8',
    'fe80::1%eth0',
    'proxy.example.com',
    '10.0.0.0/8,anyone',
  ])('LG-09 TRUST_PROXY=%s', async (value) => {
    await expectRefused('TRUST_PROXY', /number of proxies/, { TRUST_PROXY: value });
  });

  it.each([
    'false',
    '0',
    '1',
    '10.0.0.0/8',
    '10.1.2.3, ::1',
    'fd00::/8,2001:db8::1/128',
    'loopback,uniquelocal',
  ])('LG-09 and the service starts with TRUST_PROXY=%s', async (value) => {
    const service = await startService({ TRUST_PROXY: value });
    expect((await service.request.get('/health/live')).status).toBe(200);
    await service.stop();
  });
});

it('CK-06 a cookie for pages on other sites must be secure', async () => {
  const settings = { COOKIE_SAME_SITE: 'none', COOKIE_SECURE: 'false' };
  await expectRefused('COOKIE_SAME_SITE', /unless COOKIE_SECURE is true/, settings);
});

describe('The file .env', () => {
  const folder = mkdtempSync(join(tmpdir(), 'dotenv-'));
  const file = join(folder, '.env');
  const readEnvironment = (environment: Settings, path: string) =>
    withDotenv(environment, readDotenv(environment, path));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('adds variables that the environment does not set', () => {
    writeFileSync(file, 'PORT=4000\nLOG_LEVEL="warn" # less\n');
    expect(readEnvironment({ PORT: '5000' }, file)).toEqual({ PORT: '5000', LOG_LEVEL: 'warn' });
  });

  it('is ignored in production', () => {
    expect(readEnvironment({ NODE_ENV: 'production' }, file)).toEqual({ NODE_ENV: 'production' });
  });

  it('CF-01 is named in the error if it cannot be read', () => {
    expect(() => readEnvironment({}, folder)).toThrow(`${folder} must be a readable file`);
  });

  it('has no effect on the number of threads', () => {
    writeFileSync(file, 'UV_THREADPOOL_SIZE=16\n');
    expect(readEnvironment({}, file)).toEqual({});
    expect(readEnvironment({ UV_THREADPOOL_SIZE: '8' }, file)).toEqual({ UV_THREADPOOL_SIZE: '8' });
  });
});

describe('An empty variable', () => {
  const names = documentedVariables().map(({ name }) => name);

  it('counts as not set, whatever variable it is', async () => {
    expect(names.length).toBeGreaterThan(50);
    const empty = Object.fromEntries(names.map((name) => [name, '']));
    const settings = testSettings(IN_MEMORY);
    expect(await loadConfiguration({ ...empty, ...settings })).toEqual(await loadConfiguration(settings));
  });

  it.each(names)('%s gives way to a value in .env', (name) => {
    const settings = [{ line: 1, name, value: 'from the file' }];
    const expected = name === 'UV_THREADPOOL_SIZE' ? {} : { [name]: 'from the file' };
    expect(withDotenv({ [name]: '' }, settings)).toEqual(expected);
  });

  it('AT-18 leaves a secret to its file', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'empty-'));
    writeFileSync(join(folder, 'secret'), TEST_SECRET);
    const settings = { JWT_SECRET: '', JWT_SECRET_FILE: join(folder, 'secret') };
    await expect(loadConfiguration(testSettings(settings))).resolves.toBeDefined();
    rmSync(folder, { recursive: true });
  });
});

it('CF-01 a port that is the address of a service is explained', async () => {
  await expectRefused('METRICS_PORT', /0 to 65535, not the address of a service.*enableServiceLinks/, {
    METRICS_PORT: 'tcp://10.0.171.239:9090',
  });
});

it('CF-01 a problem with a generated secret names the file that keeps it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'generated-'));
  const developmentSecretsFile = join(folder, '.dev-secrets.env');
  writeFileSync(developmentSecretsFile, `JWT_SECRET=short\nREFRESH_TOKEN_KEYS=${TEST_REFRESH_KEY}\n`);
  const settings = testSettings({ JWT_SECRET: undefined, REFRESH_TOKEN_KEYS: undefined, PORT: 'x' });
  const { problems } = await loadConfiguration(settings, { developmentSecretsFile }).then(
    () => ({ problems: [] }),
    (error: ConfigurationError) => error,
  );
  expect(Object.fromEntries(problems.map(({ variable, message }) => [variable, message]))).toEqual({
    PORT: 'must be a whole number from 0 to 65535',
    JWT_SECRET: expect.stringMatching(/32 bytes.* \(it was generated, and is kept in .*dev-secrets\.env\)$/),
  });
  rmSync(folder, { recursive: true });
});

it('CF-01 a secret must be set if a generated one could not be stored', async () => {
  const settings = testSettings({ JWT_SECRET: undefined, REFRESH_TOKEN_KEYS: undefined });
  const loading = loadConfiguration(settings, { developmentSecretsFile: '/nowhere/secrets.env' });
  await expect(loading).rejects.toThrow(ConfigurationError);
  await expect(loading).rejects.toThrow(/REFRESH_TOKEN_KEYS must be set.*\n {2}JWT_SECRET must be set/);
});

describe('A weak secret is refused', () => {
  it.each([
    ['of 31 bytes', { JWT_SECRET: TEST_SECRET.slice(0, 31) }, 'JWT_SECRET', /32 bytes/],
    [
      'of 47 bytes for HS384',
      { JWT_ALGORITHM: 'HS384', JWT_SECRET: `${TEST_SECRET}${'q'.repeat(15)}` },
      'JWT_SECRET',
      /48 bytes/,
    ],
    [
      'of 63 bytes for HS512',
      { JWT_ALGORITHM: 'HS512', JWT_SECRET: `${TEST_SECRET}${'q'.repeat(31)}` },
      'JWT_SECRET',
      /64 bytes/,
    ],
    [
      'that is a placeholder',
      { JWT_SECRET: 'change-me-change-me-change-me-change-me' },
      'JWT_SECRET',
      /placeholder/,
    ],
    [
      'from an example',
      { JWT_SECRET: 'your-256-bit-secret-your-256-bit-secret' },
      'JWT_SECRET',
      /placeholder/,
    ],
    ['that is the refresh key, too', { REFRESH_TOKEN_KEYS: TEST_SECRET }, 'JWT_SECRET', /differ/],
    [
      'that is one of the refresh keys',
      { REFRESH_TOKEN_KEYS: `${TEST_REFRESH_KEY},${TEST_SECRET}` },
      'JWT_SECRET',
      /differ/,
    ],
    ['that is the pseudonym key, too', { AUDIT_PSEUDONYM_KEY: TEST_SECRET }, 'AUDIT_PSEUDONYM_KEY', /differ/],
    ['that is a pepper, too', { PASSWORD_PEPPERS: `p1:${TEST_SECRET}` }, 'PASSWORD_PEPPERS', /differ/],
    ['that it replaces', { JWT_PREVIOUS_SECRETS: TEST_SECRET }, 'JWT_PREVIOUS_SECRETS', /another|differ/],
    [
      'that is short, among previous ones',
      { JWT_PREVIOUS_SECRETS: 'short' },
      'JWT_PREVIOUS_SECRETS',
      /32 bytes/,
    ],
    [
      'for refresh tokens',
      { REFRESH_TOKEN_KEYS: TEST_REFRESH_KEY.slice(1) },
      'REFRESH_TOKEN_KEYS',
      /32 bytes/,
    ],
    [
      'for refresh tokens, the second one',
      { REFRESH_TOKEN_KEYS: `${TEST_REFRESH_KEY},short` },
      'REFRESH_TOKEN_KEYS',
      /32 bytes/,
    ],
    ['for refresh tokens, which is none', { REFRESH_TOKEN_KEYS: ' , ' }, 'REFRESH_TOKEN_KEYS', /32 bytes/],
    ['for peppers', { PASSWORD_PEPPERS: 'p1:short' }, 'PASSWORD_PEPPERS', /32 bytes/],
    ['for pseudonyms', { AUDIT_PSEUDONYM_KEY: 'short' }, 'AUDIT_PSEUDONYM_KEY', /32 bytes/],
  ] as [string, Settings, string, RegExp][])('AT-15 %s', async (_, settings, variable, allowed) => {
    const order = await problemsOf(settings);
    expect(order.map(({ variable: name, message }) => `${name} ${message}`).join('\n')).toMatch(allowed);
    expect(order.some((problem) => problem.variable === variable || /differ/.test(problem.message))).toBe(
      true,
    );
  });

  it('CF-01 if it is empty, and not also reported as a duplicate', async () => {
    const problems = await problemsOf({ ...PRODUCTION, JWT_SECRET: '', REFRESH_TOKEN_KEYS: '' });
    expect(problems.map(({ variable }) => variable).sort()).toEqual(['JWT_SECRET', 'REFRESH_TOKEN_KEYS']);
  });

  it('AT-15 CF-01 if it is missing in production, where no secret is generated', async () => {
    await expectRefused('JWT_SECRET', /32 bytes/, { ...PRODUCTION, JWT_SECRET: undefined });
    await expectRefused('REFRESH_TOKEN_KEYS', /32 bytes/, { ...PRODUCTION, REFRESH_TOKEN_KEYS: undefined });
  });

  it.each([
    'this is my secret and nobody knows it',
    'password-password-password-password',
    'a'.repeat(64),
    '0123456789012345678901234567890123456789',
  ])('AT-15 CF-02 that someone typed, in production: %s', async (secret) => {
    await expectRefused('JWT_SECRET', /random/, { ...PRODUCTION, JWT_SECRET: secret });
  });
});

describe('A key that is not suitable for its algorithm is refused', () => {
  const withKey = (algorithm: string, key: string): Settings => ({
    JWT_ALGORITHM: algorithm,
    JWT_SECRET: undefined,
    JWT_PRIVATE_KEY: key,
  });

  it.each([
    ['RSA of 1024 bits', 'RS256', () => rsa(1_024).privateKey, /2048 bits/],
    ['RSA with the exponent 3', 'RS256', () => rsa(2_048, 3).privateKey, /65537/],
    ['RSA for an elliptic curve', 'ES256', () => goodRsa.privateKey, /P-256/],
    ['another curve', 'ES256', () => ec('P-384').privateKey, /P-256/],
    ['a curve too small for ES512', 'ES512', () => p256.privateKey, /P-521/],
    ['secp256k1, which is no P-256', 'ES256', () => ec('secp256k1').privateKey, /P-256/],
    ['an elliptic curve for RSA', 'RS256', () => p256.privateKey, /RSA/],
    ['a public key', 'RS256', () => goodRsa.publicKey, /private key/],
    ['a damaged key', 'RS256', () => damaged(goodRsa.privateKey), /private key/],
    ['half a key', 'ES256', () => p256.privateKey.slice(0, 90), /private key/],
    ['a secret', 'RS256', () => TEST_SECRET, /private key/],
    ['nothing', 'RS256', () => '', /private key/],
    [
      'an encrypted key',
      'ES256',
      () =>
        generateKeyPairSync('ec', {
          namedCurve: 'P-256',
          publicKeyEncoding: { type: 'spki', format: 'pem' },
          privateKeyEncoding: { ...pem, cipher: 'aes-256-cbc', passphrase: 'hunter2' },
        }).privateKey,
      /unencrypted/,
    ],
  ] as [string, string, () => string, RegExp][])('AT-16 AT-03 %s', async (_, algorithm, key, allowed) => {
    await expectRefused('JWT_PRIVATE_KEY', allowed, withKey(algorithm, key()));
  });

  it('AT-16 but a suitable key is accepted', async () => {
    for (const [algorithm, key] of [
      ['RS256', goodRsa.privateKey],
      ['ES256', p256.privateKey],
    ] as const) {
      await expect(loadConfiguration(testSettings(withKey(algorithm, key)))).resolves.toBeDefined();
      const oneLine = withKey(algorithm, key.replaceAll('\n', '\\n'));
      await expect(loadConfiguration(testSettings(oneLine))).resolves.toBeDefined();
    }
  });
});

describe('A blank issuer, audience or client is refused', () => {
  it.each(['JWT_ISSUER', 'JWT_AUDIENCE', 'JWT_CLIENT_ID'])('AT-10 %s', async (variable) => {
    for (const value of [' ', '\t']) await expectRefused(variable, /not be empty/, { [variable]: value });
  });
});

describe('A secret from a file', () => {
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'secrets-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('AT-18 is read without the line break at its end', async () => {
    const file = join(folder, 'secret');
    writeFileSync(file, `${TEST_SECRET}\n`);
    const settings = testSettings({ JWT_SECRET: undefined, JWT_SECRET_FILE: file });
    const configuration = loadConfiguration(settings);
    await expect(configuration).resolves.toBeDefined();
    const { technologies } = await configuration;
    expect(technologies.find(({ slot }) => slot === 'TOKENS')?.variables).toMatchObject({
      JWT_SECRET: TEST_SECRET,
    });
  });

  const utf16 = Buffer.from(`\ufeff${TEST_SECRET}\r\n`, 'utf16le');

  it.each([
    ['UTF-8 with a byte order mark', `\ufeff${TEST_SECRET}`],
    ['two line ends', `${TEST_SECRET}\r\n\r\n`],
    ['UTF-16, little endian', utf16],
    ['UTF-16, big endian', Buffer.from(utf16).swap16()],
  ])('AT-18 may be written as editors do: %s', async (_, content) => {
    const file = join(folder, 'written');
    writeFileSync(file, content);
    const settings = testSettings({ JWT_SECRET: undefined, JWT_SECRET_FILE: file });
    const { technologies } = await loadConfiguration(settings);
    const { variables } = technologies.find(({ slot }) => slot === 'TOKENS') ?? {};
    expect(variables).toMatchObject({ JWT_SECRET: TEST_SECRET });
  });

  it.each([
    ['UTF-16 without a byte order mark', utf16.subarray(2)],
    ['half a character of UTF-16', Buffer.from('\ufeff\ud800', 'utf16le')],
    ['bytes that are no text', randomBytes(64).fill(0xff, 10, 12)],
  ])('AT-18 is refused if it is no text: %s', async (_, content) => {
    const file = join(folder, 'no-text');
    writeFileSync(file, content);
    const allowed = /readable file of UTF-8 text/;
    await expectRefused('JWT_SECRET_FILE', allowed, { JWT_SECRET: undefined, JWT_SECRET_FILE: file });
    await expectRefused('JWT_PREVIOUS_KEY_FILES', allowed, { JWT_PREVIOUS_KEY_FILES: file });
  });

  it('AT-18 CF-01 is refused when it cannot be read, is given twice or is weak', async () => {
    const short = join(folder, 'short');
    writeFileSync(short, 'short\n');
    await expectRefused('JWT_SECRET_FILE', /file/, {
      JWT_SECRET: undefined,
      JWT_SECRET_FILE: join(folder, 'nothing'),
    });
    await expectRefused('JWT_SECRET_FILE', /together with JWT_SECRET/, { JWT_SECRET_FILE: short });
    await expectRefused('JWT_SECRET', /32 bytes/, { JWT_SECRET: undefined, JWT_SECRET_FILE: short });
    await expectRefused('JWT_PREVIOUS_KEY_FILES', /number 1 .*file/, {
      JWT_PREVIOUS_KEY_FILES: join(folder, 'nothing'),
    });
  });
});

describe('Production refuses settings for development', () => {
  it.each([
    ['PERSISTENCE', { ALLOW_IN_MEMORY: 'false' }],
    ['REVOCATION', { ALLOW_IN_MEMORY: 'false' }],
    ['THROTTLING', { ALLOW_IN_MEMORY: 'false' }],
    ['THROTTLING', { THROTTLING: 'none' }],
    ['PUBLIC_URL', { PUBLIC_URL: undefined }],
    ['PUBLIC_URL', { PUBLIC_URL: 'http://auth.example.com' }],
    ['COOKIE_SECURE', { COOKIE_SECURE: 'false' }],
    ['ALLOWED_ORIGINS', { ALLOWED_ORIGINS: 'http://app.example.com' }],
    ['ALLOWED_ORIGINS', { ALLOWED_ORIGINS: 'https://app.example.com,http://localhost:5173' }],
    ['ALLOWED_ORIGINS', { ALLOWED_ORIGINS: 'capacitor://localhost,http://tauri.localhost' }],
    ['LOG_LEVEL', { LOG_LEVEL: 'debug' }],
    ['LOG_LEVEL', { LOG_LEVEL: 'trace' }],
    ['BOOTSTRAP_ADMIN_EMAIL', { BOOTSTRAP_ADMIN_EMAIL: ADMINISTRATOR.email }],
    ['BOOTSTRAP_ADMIN_PASSWORD', { BOOTSTRAP_ADMIN_PASSWORD: ADMINISTRATOR.password }],
  ] as [string, Settings][])('CF-02 %s: %j', async (variable, settings) => {
    await expectRefused(variable, /in production/, { ...PRODUCTION, ...settings });
  });

  it('CK-05 but accepts the origins of apps', async () => {
    const origins = ['capacitor://localhost', 'https://localhost', 'tauri://localhost'];
    const settings = testSettings({ ...PRODUCTION, ALLOWED_ORIGINS: origins.join() });
    const { ALLOWED_ORIGINS } = await loadConfiguration(settings);
    expect(ALLOWED_ORIGINS).toEqual([...origins, PUBLIC_URL]);
  });

  it('CF-02 and turns the docs and the metrics off', async () => {
    const { API_DOCS, METRICS_PORT } = await loadConfiguration(testSettings(PRODUCTION));
    expect({ API_DOCS, METRICS_PORT }).toEqual({ API_DOCS: false, METRICS_PORT: undefined });
  });
});

describe('A process', () => {
  const EVERYTHING: Settings = {
    PORT: 'port-of-no-return',
    PUBLIC_URL: 'https://auth.example.com/with/a/slash/',
    LOG_LEVEL: 'deafening-and-more',
    PERSISTENCE: 'stone-tablets-of-old',
    PASSWORD_MIN_LENGTH: '7',
    ARGON2_MEMORY_KIB: '4096',
    ACCESS_TOKEN_TTL_SECONDS: '7200',
    CLOCK_TOLERANCE_SECONDS: '3600',
    REFRESH_GRACE_SECONDS: '31',
    JWT_ISSUER: ' ',
    JWT_AUDIENCE: ' ',
    JWT_CLIENT_ID: ' ',
    JWT_SECRET: 'a-short-jwt-secret-value',
    REFRESH_TOKEN_KEYS: 'a-short-refresh-key-value',
    ALLOWED_ORIGINS: 'https://*.wildcard.example.com',
    TRUST_PROXY: 'trust-everybody-always',
    PASSWORD_PEPPERS: 'pepper-without-an-identifier',
    BOOTSTRAP_ADMIN_PASSWORD: undefined,
  };
  const FOR_A_DESK: Settings = {
    ...PRODUCTION,
    ALLOW_IN_MEMORY: 'false',
    PUBLIC_URL: 'http://auth.example.com',
    COOKIE_SECURE: 'false',
    LOG_LEVEL: 'trace',
    ALLOWED_ORIGINS: 'http://insecure.example.com',
    BOOTSTRAP_ADMIN_EMAIL: 'bootstrap-admin@example.com',
    BOOTSTRAP_ADMIN_PASSWORD: 'bootstrap administrator password',
    JWT_ALGORITHM: 'RS256',
    JWT_PRIVATE_KEY: damaged(goodRsa.privateKey),
  };
  const WEAK_ADMIN: Settings = { BOOTSTRAP_ADMIN_PASSWORD: 'admin-password' };

  let exits: Exit[];
  let production: Service;
  const blocker = createServer();

  beforeAll(async () => {
    await once(blocker.listen(0, '127.0.0.1'), 'listening');
    const taken = String((blocker.address() as AddressInfo).port);
    [production, ...exits] = await Promise.all([
      startService(PRODUCTION, { ownProcess: true }),
      ...[EVERYTHING, FOR_A_DESK, WEAK_ADMIN, { PORT: taken }, { METRICS_PORT: taken }].map((settings) =>
        runService(testSettings(settings)),
      ),
    ]);
  });
  afterAll(async () => {
    blocker.close();
    await production.stop();
  });

  it('CF-01 PW-01 PW-07 AT-08 AT-09 AT-10 AT-15 RT-06 does not start, and lists all errors at once', () => {
    const [exit] = exits;
    expect(exit).toMatchObject({ code: 78, stdout: '' });
    const lines = exit?.stderr.split('\n') ?? [];
    for (const variable of Object.keys(EVERYTHING)) {
      const line =
        lines.find((candidate) => candidate.trim().startsWith(`${variable} `)) ?? `${variable} is not named`;
      expect(line).toMatch(new RegExp(`^\\s*${variable} (?:must|is too little|number)`));
    }
    expectNoValueOf(EVERYTHING, exit?.stderr ?? '');
    expect(exit?.stderr).not.toMatch(/\n\s+at |node_modules/);
  });

  it('CF-02 AT-03 AT-16 does not start in production with settings for development or a damaged key', () => {
    const [, exit] = exits;
    expect(exit).toMatchObject({ code: 78, stdout: '' });
    for (const variable of [
      'PERSISTENCE',
      'REVOCATION',
      'THROTTLING',
      'PUBLIC_URL',
      'COOKIE_SECURE',
      'LOG_LEVEL',
      'ALLOWED_ORIGINS',
      'BOOTSTRAP_ADMIN_EMAIL',
      'BOOTSTRAP_ADMIN_PASSWORD',
    ]) {
      expect(exit?.stderr).toMatch(new RegExp(`^\\s*${variable} must .*in production$`, 'm'));
    }
    expect(exit?.stderr).toMatch(/^ *JWT_PRIVATE_KEY must be an? (?:undamaged )?private key/m);
    expectNoValueOf(FOR_A_DESK, exit?.stderr ?? '');
  });

  it.each([
    [2, 'BOOTSTRAP_ADMIN_PASSWORD', 'too weak for anyone', /at least 15/],
    [3, 'PORT', 'taken', /^ *PORT \d+ is in use: another process/m],
    [4, 'METRICS_PORT', 'taken', /^ *METRICS_PORT \d+ is in use: another process/m],
  ])('CF-01 does not start when, as in %d, %s is %s', (index, variable, _, reason) => {
    const { code, stdout, stderr } = exits[index] as Exit;
    expect(code).toBe(78);
    expect(stderr).toContain(`  ${variable} `);
    expect(stderr).toMatch(reason);
    expect(stderr + stdout).not.toMatch(/admin-password|Listening|\n\s+at /);
  });

  it('CF-02 in production has no docs, no metrics and no account', async () => {
    for (const path of ['/docs', '/docs/', '/openapi.json', '/metrics']) {
      expectProblem(await production.request.get(path), 404, 'not-found');
    }
    const login = await production.request.post('/auth/login').send(ADMINISTRATOR);
    expectProblem(login, 401, 'invalid-credentials');
    const ready = await production.request.get('/health/ready');
    expect(ready.body).toEqual({ status: 'ok', checks: { audit: 'up' } });
  });

  it('LOG-02 CF-02 in production logs the risks that the settings accept', async () => {
    await production.logBook.waitFor(({ msg }) => String(msg).startsWith('Listening'));
    const warnings = production.logBook.lines.filter(({ event }) => event === 'boot_config_warning');
    expect(warnings).toMatchObject([{ audit: true, reason: expect.stringContaining('ALLOW_IN_MEMORY') }]);
  });
});
