import { createHmac, createPublicKey, generateKeyPairSync, type KeyObject, verify } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodePart, encodePart } from '../support/access-tokens/forge-token.js';
import { TokenMint } from '../support/access-tokens/token-mint.js';
import { bearer, logIn, me, register, registerAndLogIn } from '../support/http/http-client.js';
import { expectProblem, expectUnharmed } from '../support/http/problems.js';
import { type Service, startService, TEST_SECRET } from '../support/service/service.js';
import { SharedStores } from '../support/service/shared-stores.js';

const P256_ORDER = BigInt('0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551');

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });

const pemOf = (key: KeyObject) =>
  key.export({ format: 'pem', type: key.type === 'private' ? 'pkcs8' : 'spki' }).toString();

interface Setting {
  readonly algorithm: 'RS256' | 'ES256';
  readonly keys: { readonly privateKey: KeyObject; readonly publicKey: KeyObject };
}

describe.each<Setting>([
  { algorithm: 'RS256', keys: rsa },
  { algorithm: 'ES256', keys: ec },
])('With $algorithm', ({ algorithm, keys }) => {
  let service: Service;
  let mint: TokenMint;

  beforeAll(async () => {
    service = await startService({
      JWT_ALGORITHM: algorithm,
      JWT_SECRET: undefined,
      JWT_PRIVATE_KEY: pemOf(keys.privateKey),
    });
    const { accessToken } = await registerAndLogIn(service);
    mint = new TokenMint(accessToken, algorithm, keys.privateKey);
  });
  afterAll(() => service.stop());

  const expectRefused = async (token: string) =>
    expectProblem(await me(service, token), 401, 'invalid-token');

  it('AT-01 accepts its own tokens and those that the key signs', async () => {
    expect(mint.header).toMatchObject({ alg: algorithm, typ: 'at+jwt' });
    for (const token of [mint.genuine, mint.make()]) expect((await me(service, token)).status).toBe(200);
  });

  it('AT-03 does not use a public key as an HMAC secret', async () => {
    const { publicKey } = keys;
    const secrets = [
      pemOf(publicKey),
      pemOf(publicKey).trim(),
      pemOf(publicKey).replaceAll('\n', ''),
      publicKey.export({ format: 'der', type: 'spki' }),
      JSON.stringify(publicKey.export({ format: 'jwk' })),
      ...Object.values(publicKey.export({ format: 'jwk' })).map((member) =>
        Buffer.from(String(member), 'base64url'),
      ),
      ...(algorithm === 'RS256' ? [publicKey.export({ format: 'pem', type: 'pkcs1' })] : []),
      TEST_SECRET,
      '',
    ];
    for (const alg of ['HS256', 'HS384', 'HS512', algorithm]) {
      for (const secret of secrets) {
        const input = `${encodePart({ ...mint.header, alg })}.${encodePart(mint.claims)}`;
        const digest = `sha${alg.slice(2)}`;
        await expectRefused(`${input}.${createHmac(digest, secret).update(input).digest('base64url')}`);
      }
    }
  });

  it.each(['RS384', 'RS512', 'PS256', 'PS384', 'ES256', 'ES384', 'RS256', 'none', 'EdDSA'])(
    'AT-01 takes its key for no other algorithm: %s',
    async (alg) => {
      if (alg === algorithm) return expectRefused(mint.withHeader({ alg: alg.toLowerCase() }));
      await expectRefused(mint.withHeader({ alg }));
      const signs =
        alg.startsWith(algorithm === 'RS256' ? 'RS' : 'ES') ||
        (algorithm === 'RS256' && alg.startsWith('PS'));
      if (signs) await expectRefused(mint.make({ header: { ...mint.header, alg }, algorithm: alg }));
      const [header, payload] = mint.withHeader({ alg }).split('.');
      await expectRefused(`${header}.${payload}.`);
    },
  );

  it('AT-02 AT-04 accepts no other key, even if it is in the token', async () => {
    const stranger =
      algorithm === 'RS256'
        ? generateKeyPairSync('rsa', { modulusLength: 2048 })
        : generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const jwk = stranger.publicKey.export({ format: 'jwk' });
    for (const extra of [{}, { jwk }, { jwk: { ...jwk, kid: mint.header['kid'] } }]) {
      await expectRefused(mint.make({ header: { ...mint.header, ...extra }, key: stranger.privateKey }));
    }
  });

  it('AT-02 refuses malformed signatures', async () => {
    const [header, payload, signature = ''] = mint.genuine.split('.');
    const bytes = Buffer.from(signature, 'base64url');
    for (const wrong of [
      Buffer.alloc(bytes.length),
      Buffer.alloc(bytes.length, 0xff),
      Buffer.concat([bytes, Buffer.alloc(1)]),
      bytes.subarray(1),
      Buffer.from('3006020100020100', 'hex'),
      Buffer.alloc(1),
    ]) {
      await expectRefused(`${header}.${payload}.${wrong.toString('base64url')}`);
    }
  });

  it('AT-13 accepts only one spelling of a signature', async () => {
    // 256 bytes leave four bits of the last character unused, 64 bytes as well.
    const [last = ''] = mint.genuine.slice(-1);
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    for (const bits of [1, 2, 4, 8, 15]) {
      const twin = alphabet[alphabet.indexOf(last) ^ bits] ?? '';
      await expectRefused(mint.genuine.slice(0, -1) + twin);
    }
  });

  it('AT-17 publishes the keys that verify its tokens, and none that sign them', async () => {
    const response = await service.request.get('/.well-known/jwks.json');
    expect(response.status).toBe(200);
    expect(response.headers['content-type']).toMatch(/^application\/jwk-set\+json/);
    const maxAge = /^public, max-age=(\d+)$/.exec(response.headers['cache-control'] ?? '')?.[1];
    expect(Number(maxAge)).toBeGreaterThan(0);
    expect(Number(maxAge)).toBeLessThanOrEqual(3_600);

    const document = JSON.parse(response.text);
    expect(Object.keys(document)).toEqual(['keys']);
    expect(document.keys).toHaveLength(1);
    const [jwk] = document.keys;
    expect(jwk).toMatchObject({ kid: mint.header['kid'], alg: algorithm, use: 'sig' });
    const members = algorithm === 'RS256' ? ['e', 'kty', 'n'] : ['crv', 'kty', 'x', 'y'];
    expect(Object.keys(jwk).sort()).toEqual([...members, 'alg', 'kid', 'use'].sort());

    const [header, payload, signature = ''] = mint.genuine.split('.');
    const key = createPublicKey({ key: jwk, format: 'jwk' });
    const signed = Buffer.from(`${header}.${payload}`);
    expect(
      verify('sha256', signed, { key, dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'base64url')),
    ).toBe(true);
  });

  it('ER-03 the service is unharmed afterwards', () => expectUnharmed(service));
});

it('RV-01 a revoked token is refused with another valid signature, too', async () => {
  const service = await startService({
    JWT_ALGORITHM: 'ES256',
    JWT_SECRET: undefined,
    JWT_PRIVATE_KEY: pemOf(ec.privateKey),
  });
  const { accessToken } = await registerAndLogIn(service);
  // If (r, s) is a valid signature, so is (r, n - s).
  const [header, payload, signature = ''] = accessToken.split('.');
  const bytes = Buffer.from(signature, 'base64url');
  const s = BigInt(`0x${bytes.subarray(32).toString('hex')}`);
  const twin = Buffer.concat([
    bytes.subarray(0, 32),
    Buffer.from((P256_ORDER - s).toString(16).padStart(64, '0'), 'hex'),
  ]);
  const otherSpelling = `${header}.${payload}.${twin.toString('base64url')}`;
  expect((await me(service, otherSpelling)).status).toBe(200);

  await service.request.post('/auth/logout').set(bearer(accessToken));
  for (const token of [accessToken, otherSpelling])
    expectProblem(await me(service, token), 401, 'invalid-token');
  await service.stop();
});

it('AT-17 publishes no key of a symmetric algorithm', async () => {
  const service = await startService();
  const response = await service.request.get('/.well-known/jwks.json');
  expect(response.status).toBe(200);
  expect(JSON.parse(response.text)).toEqual({ keys: [] });
  await service.stop();
});

describe('AT-18 A key that is rotated out', () => {
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'keys-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  function write(name: string, content: string): string {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  }

  async function rotate(...settings: Record<string, string | undefined>[]) {
    const stores = new SharedStores();
    const services = await Promise.all(
      settings.map((setting) => startService(setting, { rebind: stores.rebind })),
    );
    const [before, during, after] = services as [Service, Service, Service];
    const account = await register(before);
    const old = await logIn(before, account);
    const young = await logIn(during, account);

    expect(decodePart(old.accessToken, 0)['kid']).not.toBe(decodePart(young.accessToken, 0)['kid']);
    for (const { accessToken } of [old, young]) expect((await me(during, accessToken)).status).toBe(200);
    expectProblem(await me(after, old.accessToken), 401, 'invalid-token');
    expect((await me(after, young.accessToken)).status).toBe(200);
    const { text } = await during.request.get('/.well-known/jwks.json');
    await Promise.all(services.map((service) => service.stop()));
    return { published: JSON.parse(text).keys as { kid: string }[], young: young.accessToken };
  }

  it('verifies until it is removed: secrets', async () => {
    const next = 'cB7vN3mX9zL1kJ5hG8fD2sA6qW4eR0tY';
    const { published } = await rotate(
      { JWT_SECRET: TEST_SECRET },
      { JWT_SECRET: next, JWT_PREVIOUS_SECRETS: TEST_SECRET },
      { JWT_SECRET: next },
    );
    expect(published).toEqual([]);
  });

  it('verifies until it is removed: key files', async () => {
    const next = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const base = { JWT_ALGORITHM: 'ES256', JWT_SECRET: undefined };
    const nextFile = write('next.pem', pemOf(next.privateKey));
    const { published, young } = await rotate(
      { ...base, JWT_PRIVATE_KEY_FILE: write('old.pem', pemOf(ec.privateKey)) },
      {
        ...base,
        JWT_PRIVATE_KEY_FILE: nextFile,
        JWT_PREVIOUS_KEY_FILES: write('old.pub.pem', pemOf(ec.publicKey)),
      },
      { ...base, JWT_PRIVATE_KEY_FILE: nextFile },
    );
    expect(published).toHaveLength(2);
    expect(published.map(({ kid }) => kid)).toContain(decodePart(young, 0)['kid']);
  });
});
