import { generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { MarkedVariables } from '../../../../src/composition/configuration/marked-variables.js';
import { jwtVariables } from '../../../../src/infrastructure/tokens/jwt-variables.js';

const schema = jwtVariables(['HS256', 'HS384', 'HS512', 'RS256', 'PS256', 'ES256', 'ES384', 'EdDSA']);

const PUBLIC_URL = 'https://auth.example.com';
const identity = { JWT_ISSUER: PUBLIC_URL, JWT_AUDIENCE: PUBLIC_URL, JWT_CLIENT_ID: 'accounts' };

const pem = (key: KeyObject): string =>
  key.export({ format: 'pem', type: key.type === 'private' ? 'pkcs8' : 'spki' }).toString();
const secretOf = (bytes: number): string => randomBytes(bytes).toString('hex').slice(0, bytes);
const secret = secretOf(64);

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const p256 = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const p384 = generateKeyPairSync('ec', { namedCurve: 'P-384' });
const ed25519 = generateKeyPairSync('ed25519');

const folder = mkdtempSync(join(tmpdir(), 'jwt-variables-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

/** Returns the reported problems as `VARIABLE message`. Fails if one of them contains a given value. */
function problemsOf(environment: Record<string, string>): string[] {
  const result = schema.safeParse({ ...identity, ...environment });
  const problems = result.error?.issues.map(({ path, message }) => `${path.join('.')} ${message}`) ?? [];
  const values = Object.values(environment).filter((value) => value.length > 8);
  for (const value of values) expect(problems.join('\n')).not.toContain(value);
  return problems;
}

describe('the variables of JWTs', () => {
  it('stay an object whose variables can be listed, with the keys marked', () => {
    expect(schema).toBeInstanceOf(z.ZodObject);
    const marked = (mark: 'keysIn' | 'generatedInDevelopment') =>
      Object.entries(schema.shape)
        .filter(([, variable]) => variable.meta()?.[mark])
        .map(([name]) => name);
    expect(marked('keysIn')).toEqual(['JWT_SECRET', 'JWT_PRIVATE_KEY', 'JWT_PREVIOUS_SECRETS']);
    expect(marked('generatedInDevelopment')).toEqual(['JWT_SECRET']);
  });

  it('require only a secret, beside what they take from PUBLIC_URL and SERVICE_NAME', () => {
    const marked = new MarkedVariables([schema]);
    expect(marked.defaultsFrom({ PUBLIC_URL, SERVICE_NAME: 'accounts' })).toEqual(identity);
    expect(schema.parse({ JWT_SECRET: secret, ...identity })).toEqual({
      JWT_ALGORITHM: 'HS256',
      JWT_SECRET: secret,
      JWT_PREVIOUS_SECRETS: [],
      JWT_PREVIOUS_KEY_FILES: [],
      ...identity,
    });
  });

  it.each(['none', 'None', 'hs256', 'HS1', 'RS384', ''])('AT-01 refuse the algorithm %j', (JWT_ALGORITHM) => {
    expect(problemsOf({ JWT_ALGORITHM, JWT_SECRET: secret })).toEqual([
      'JWT_ALGORITHM must be one of HS256, HS384, HS512, RS256, PS256, ES256, ES384, EdDSA',
    ]);
  });

  it.each(['', ' ', '\t'])('AT-10 refuse an issuer, an audience or a client of %j', (empty) => {
    const names = ['JWT_ISSUER', 'JWT_AUDIENCE', 'JWT_CLIENT_ID'];
    const settings = Object.fromEntries(names.map((name) => [name, empty]));
    expect(problemsOf({ JWT_SECRET: secret, ...settings })).toEqual([
      'JWT_ISSUER must not be empty',
      'JWT_AUDIENCE must not be empty',
      'JWT_CLIENT_ID must not be empty',
    ]);
  });
});

describe('JWT_SECRET', () => {
  it.each([
    ['HS256', 32],
    ['HS384', 48],
    ['HS512', 64],
  ])('AT-15 needs for %s at least %i bytes', (JWT_ALGORITHM, bytes) => {
    const tooShort = [`JWT_SECRET must have at least ${bytes} bytes for ${JWT_ALGORITHM}`];
    expect(problemsOf({ JWT_ALGORITHM })).toEqual(tooShort);
    expect(problemsOf({ JWT_ALGORITHM, JWT_SECRET: '' })).toEqual(tooShort);
    expect(problemsOf({ JWT_ALGORITHM, JWT_SECRET: secretOf(bytes - 1) })).toEqual(tooShort);
    expect(problemsOf({ JWT_ALGORITHM, JWT_SECRET: secretOf(bytes) })).toEqual([]);
  });

  it('AT-15 counts bytes, not characters', () => {
    expect(problemsOf({ JWT_SECRET: 'äöüßéèêëàáâåçñõø' })).toEqual([]);
  });

  it('AT-15 must not be a placeholder', () => {
    expect(problemsOf({ JWT_SECRET: 'change-me-change-me-change-me-change-me' })).toEqual([
      'JWT_SECRET must be a random secret, not a placeholder from an example',
    ]);
  });

  it.each([`${secretOf(40)},${secretOf(40)}`, ` ${secretOf(40)}`, `${secretOf(40)}\n`])(
    'must fit into the list of previous secrets',
    (JWT_SECRET) => {
      expect(problemsOf({ JWT_SECRET })).toEqual([
        expect.stringMatching(/^JWT_SECRET must contain no comma/),
      ]);
    },
  );

  it('is neither required nor checked for its length if a private key signs', () => {
    expect(problemsOf({ JWT_ALGORITHM: 'ES256', JWT_PRIVATE_KEY: pem(p256.privateKey) })).toEqual([]);
    expect(
      problemsOf({ JWT_ALGORITHM: 'ES256', JWT_PRIVATE_KEY: pem(p256.privateKey), JWT_SECRET: 'short' }),
    ).toEqual([]);
  });
});

describe('JWT_PRIVATE_KEY', () => {
  const problems = (JWT_ALGORITHM: string, JWT_PRIVATE_KEY: string) =>
    problemsOf({ JWT_ALGORITHM, JWT_PRIVATE_KEY });
  const RSA = (algorithm: string) =>
    `JWT_PRIVATE_KEY must be an RSA key of at least 2048 bits and a public exponent of at least 65537 for ${algorithm}`;
  const UNREADABLE =
    'JWT_PRIVATE_KEY must be a private key, unencrypted and in PEM format; a public key cannot sign';

  it('AT-16 is accepted if it fits its algorithm', () => {
    expect(problems('RS256', pem(rsa.privateKey))).toEqual([]);
    expect(problems('PS256', pem(rsa.privateKey))).toEqual([]);
    expect(problems('ES256', pem(p256.privateKey))).toEqual([]);
    expect(problems('ES384', pem(p384.privateKey))).toEqual([]);
    expect(problems('EdDSA', pem(ed25519.privateKey))).toEqual([]);
  });

  it('AT-16 is refused if its type or curve does not match the algorithm', () => {
    const curve = (algorithm: string, name: string) =>
      `JWT_PRIVATE_KEY must be an EC key on the curve ${name} for ${algorithm}`;
    expect(problems('RS256', pem(p256.privateKey))).toEqual([RSA('RS256')]);
    expect(problems('PS256', pem(ed25519.privateKey))).toEqual([RSA('PS256')]);
    expect(problems('ES256', pem(p384.privateKey))).toEqual([curve('ES256', 'P-256')]);
    expect(problems('ES384', pem(p256.privateKey))).toEqual([curve('ES384', 'P-384')]);
    expect(problems('ES256', pem(rsa.privateKey))).toEqual([curve('ES256', 'P-256')]);
    expect(problems('EdDSA', pem(p256.privateKey))).toEqual([
      'JWT_PRIVATE_KEY must be an Ed25519 key for EdDSA',
    ]);
  });

  it('AT-16 is refused if it is a weak RSA key', () => {
    const short = generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey;
    const exponent3 = generateKeyPairSync('rsa', { modulusLength: 2048, publicExponent: 3 }).privateKey;
    expect(problems('RS256', pem(short))).toEqual([RSA('RS256')]);
    expect(problems('RS256', pem(exponent3))).toEqual([RSA('RS256')]);
  });

  it('AT-03 AT-16 is refused if it is public, encrypted, damaged, missing or not a key', () => {
    const whole = pem(rsa.privateKey);
    const encrypted = rsa.privateKey
      .export({ format: 'pem', type: 'pkcs8', cipher: 'aes-256-cbc', passphrase: 'x' })
      .toString();
    const unreadable = [
      pem(rsa.publicKey),
      encrypted,
      whole.slice(0, -40),
      whole.replace('KEY', 'KEV'),
      secret,
      '',
    ];
    for (const text of unreadable) expect(problems('RS256', text)).toEqual([UNREADABLE]);
    expect(problemsOf({ JWT_ALGORITHM: 'RS256' })).toEqual([UNREADABLE]);
  });

  it('AT-03 is refused if it parses but its signatures cannot be verified', () => {
    const sec1 = p256.privateKey.export({ format: 'der', type: 'sec1' });
    const other = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({
      format: 'der',
      type: 'sec1',
    });
    // The private number of one key and the public point of another one.
    const mixed = Buffer.concat([sec1.subarray(0, 40), other.subarray(40)]);
    const text = `-----BEGIN EC PRIVATE KEY-----\n${mixed.toString('base64')}\n-----END EC PRIVATE KEY-----\n`;
    expect(problems('ES256', text)).toHaveLength(1);
  });

  it('may be written on one line', () => {
    expect(problems('RS256', pem(rsa.privateKey).replaceAll('\n', '\\n'))).toEqual([]);
  });
});

describe('AT-18 previous keys', () => {
  it('are read from a list of secrets', () => {
    const environment = { JWT_SECRET: secret, JWT_PREVIOUS_SECRETS: ` ${secretOf(32)} , ${secretOf(32)},` };
    expect(problemsOf(environment)).toEqual([]);
  });

  it('are read from a list of files, public or private', () => {
    const paths = [
      file('public.pem', pem(p256.publicKey)),
      file('private.pem', pem(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey)),
    ];
    const JWT_PRIVATE_KEY = pem(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey);
    const environment = { JWT_ALGORITHM: 'ES256', JWT_PRIVATE_KEY, JWT_PREVIOUS_KEY_FILES: paths.join(', ') };
    expect(problemsOf(environment)).toEqual([]);
    expect(schema.parse({ ...identity, ...environment }).JWT_PREVIOUS_KEY_FILES[0]).toBe(pem(p256.publicKey));
  });

  it('must be as strong as current ones, and are reported by number', () => {
    const environment = { JWT_SECRET: secret, JWT_PREVIOUS_SECRETS: `${secretOf(32)},${secretOf(31)}` };
    expect(problemsOf(environment)).toEqual([
      'JWT_PREVIOUS_SECRETS number 2 must have at least 32 bytes for HS256',
    ]);

    const paths = [
      file('other-curve.pem', pem(p384.publicKey)),
      file('damaged.pem', pem(p256.publicKey).slice(0, 80)),
    ];
    const pems = {
      JWT_ALGORITHM: 'ES256',
      JWT_PRIVATE_KEY: pem(p256.privateKey),
      JWT_PREVIOUS_KEY_FILES: paths.join(),
    };
    expect(problemsOf(pems)).toEqual([
      'JWT_PREVIOUS_KEY_FILES number 1 must be an EC key on the curve P-256 for ES256',
      'JWT_PREVIOUS_KEY_FILES number 2 must be a public key, or an unencrypted private one, in PEM format',
    ]);
  });

  it('must be files that can be read', () => {
    const environment = { JWT_SECRET: secret, JWT_PREVIOUS_KEY_FILES: join(folder, 'absent.pem') };
    expect(problemsOf(environment)).toEqual([
      'JWT_PREVIOUS_KEY_FILES number 1 must name a readable file of UTF-8 text',
    ]);
  });

  it('AT-03 are of the kind that the previous algorithm takes', () => {
    const previous = {
      JWT_PREVIOUS_SECRETS: secretOf(32),
      JWT_PREVIOUS_KEY_FILES: file('p256.pem', pem(p256.publicKey)),
    };
    expect(problemsOf({ JWT_SECRET: secret, ...previous })).toEqual([
      'JWT_PREVIOUS_KEY_FILES number 1 must not be set: HS256 takes a secret',
    ]);
    expect(problemsOf({ JWT_SECRET: secret, JWT_PREVIOUS_ALGORITHM: 'ES256', ...previous })).toEqual([
      'JWT_PREVIOUS_SECRETS number 1 must not be set: ES256 takes no secret',
    ]);
  });

  it('must differ from the signing key, also under another algorithm', () => {
    expect(problemsOf({ JWT_SECRET: secret, JWT_PREVIOUS_SECRETS: secret })).toEqual([
      'JWT_PREVIOUS_SECRETS number 1 must differ from the keys before it',
    ]);
    expect(
      problemsOf({
        JWT_ALGORITHM: 'PS256',
        JWT_PRIVATE_KEY: pem(rsa.privateKey),
        JWT_PREVIOUS_ALGORITHM: 'RS256',
        JWT_PREVIOUS_KEY_FILES: file('rsa.pem', pem(rsa.publicKey)),
      }),
    ).toEqual(['JWT_PREVIOUS_KEY_FILES number 1 must differ from the keys before it']);
  });

  it('are reported together with a signing key that cannot be used', () => {
    expect(problemsOf({ JWT_SECRET: 'short', JWT_PREVIOUS_SECRETS: 'shorter' })).toHaveLength(2);
  });
});
