import {
  createHmac,
  createPublicKey,
  createSecretKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InvalidAccessToken } from '../../src/domain/access-token/access-token.errors.js';
import type { AccessTokenClaims } from '../../src/domain/access-token/access-token-claims.js';
import { toTokenId } from '../../src/domain/access-token/token-id.js';
import { toSessionId } from '../../src/domain/session/session-id.js';
import { toUserId } from '../../src/domain/user/user-id.js';
import { tokens as slot } from '../../src/infrastructure/tokens/index.js';
import { createAccessTokenService, IDENTITY } from '../support/access-tokens/access-token-service.js';
import { decodePart, encodePart, type Forgery, forgeToken } from '../support/access-tokens/forge-token.js';

const SECOND = 1_000;
const START = Date.parse('2026-01-01T00:00:00.000Z');
const NOW = START / SECOND;
const TTL = 900;
const TOLERANCE = 30;

interface KeyPair {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

interface Candidate {
  readonly algorithm: string;
  readonly key: KeyObject;
  /** A key of the same kind that is not configured. */
  readonly stranger: KeyObject;
  readonly environment: Readonly<Record<string, string>>;
}

function secretCandidate(algorithm: string, bytes: number): Candidate {
  const secret = randomBytes(bytes).toString('base64url');
  return {
    algorithm,
    key: createSecretKey(Buffer.from(secret)),
    stranger: createSecretKey(randomBytes(bytes)),
    environment: { JWT_ALGORITHM: algorithm, JWT_SECRET: secret },
  };
}

function pemCandidate(algorithm: string, [{ privateKey }, stranger]: readonly [KeyPair, KeyPair]): Candidate {
  return {
    algorithm,
    key: privateKey,
    stranger: stranger.privateKey,
    environment: { JWT_ALGORITHM: algorithm, JWT_PRIVATE_KEY: pemOf(privateKey) },
  };
}

function pemOf(key: KeyObject): string {
  return key.export({ format: 'pem', type: key.type === 'private' ? 'pkcs8' : 'spki' }).toString();
}

const rsaPair = () => generateKeyPairSync('rsa', { modulusLength: 2048 });
const ecPair = (namedCurve: string) => generateKeyPairSync('ec', { namedCurve });
const rsa = [rsaPair(), rsaPair()] as const;
const p256 = [ecPair('P-256'), ecPair('P-256')] as const;

const attacked = [
  secretCandidate('HS256', 32),
  pemCandidate('RS256', rsa),
  pemCandidate('PS256', rsa),
  pemCandidate('ES256', p256),
];
const others = [
  secretCandidate('HS384', 48),
  secretCandidate('HS512', 64),
  ...['RS384', 'RS512', 'PS384', 'PS512'].map((algorithm) => pemCandidate(algorithm, rsa)),
  pemCandidate('ES384', [ecPair('P-384'), ecPair('P-384')]),
  pemCandidate('ES512', [ecPair('P-521'), ecPair('P-521')]),
];

const claims: AccessTokenClaims = {
  tokenId: toTokenId('6f1f4b0e-5a44-4b5e-9a5c-2b8f4d6f3a01'),
  userId: toUserId('0d6c6b0a-3f38-4a3e-8f4f-6d1f0e5f7c02'),
  sessionId: toSessionId('a9d1f1c4-7b1e-4c62-8a56-1f2f3e4d5c03'),
  roles: ['user', 'admin'],
  userVersion: 7,
  issuedAt: new Date(START),
  expiresAt: new Date(START + TTL * SECOND),
};

const payload = {
  iss: IDENTITY.JWT_ISSUER,
  aud: IDENTITY.JWT_AUDIENCE,
  sub: claims.userId,
  client_id: IDENTITY.JWT_CLIENT_ID,
  jti: claims.tokenId,
  sid: claims.sessionId,
  iat: NOW,
  exp: NOW + TTL,
  roles: ['user', 'admin'],
  ver: 7,
};

function without(name: string): object {
  return Object.fromEntries(Object.entries(payload).filter(([member]) => member !== name));
}

describe.each(Object.entries(slot))('access tokens of %s', (_technology, load) => {
  it.each([...attacked, ...others])(
    '$algorithm: an issued token is verified with the same claims',
    async (candidate) => {
      const { issuer, verifier } = await createAccessTokenService(load, candidate.environment);
      const token = await issuer.issue(claims);

      expect(decodePart(token, 0)['alg']).toBe(candidate.algorithm);
      expect(await verifier.verify(token)).toEqual(claims);
      expect(await verifier.verify(token)).toEqual(claims);
    },
  );

  describe.each(attacked)('$algorithm', ({ algorithm, key, stranger, environment }) => {
    async function start() {
      const service = await createAccessTokenService(load, environment);
      const genuine = await service.issuer.issue(claims);
      const header = decodePart(genuine, 0);
      const forge = (changes: Partial<Forgery>) =>
        forgeToken({ header, payload, algorithm, key, ...changes });
      const rejection = async (token: string): Promise<unknown> => {
        try {
          await service.verifier.verify(token);
          return 'accepted';
        } catch (error) {
          return error instanceof InvalidAccessToken ? error.reason : error;
        }
      };
      return { ...service, genuine, header, forge, rejection };
    }

    it('accepts a token that another implementation made from the same claims and key', async () => {
      const { verifier, forge } = await start();
      expect(await verifier.verify(forge({}))).toEqual(claims);
    });

    it('writes times in whole seconds', async () => {
      const { issuer, verifier } = await start();
      const token = await issuer.issue({ ...claims, issuedAt: new Date(START + 999) });
      expect((await verifier.verify(token)).issuedAt).toEqual(new Date(START));
    });

    it('AT-01 refuses a token that names no algorithm, none, or another one', async () => {
      const { header, forge, genuine, rejection } = await start();
      const unsigned = { ...header, alg: 'none' };
      expect(await rejection(`${encodePart(unsigned)}.${genuine.split('.')[1]}.`)).toBe('malformed');
      for (const alg of ['none', 'None', 'NONE', 'nOnE', algorithm.toLowerCase(), '', 'HS1', 'ES256K']) {
        expect([alg, await rejection(forge({ header: { ...header, alg } }))]).toEqual([alg, 'untrusted']);
      }
      for (const alg of [undefined, null, [algorithm], 256]) {
        expect([alg, await rejection(forge({ header: { ...header, alg } }))]).toEqual([alg, 'malformed']);
      }
    });

    it('AT-01 refuses a token that is signed with the right key under another algorithm', async () => {
      const { header, forge, rejection } = await start();
      const family = algorithm.slice(0, 2);
      const siblings =
        family === 'RS' ? ['RS512', 'PS256'] : family === 'PS' ? ['PS512', 'RS256'] : [`${family}512`];
      for (const alg of siblings) {
        expect(await rejection(forge({ header: { ...header, alg }, algorithm: alg }))).toBe('untrusted');
        expect(await rejection(forge({ algorithm: alg }))).toBe('untrusted');
      }
    });

    it('AT-02 refuses a changed payload, a changed signature and a stranger’s key', async () => {
      const { genuine, forge, rejection, verifier } = await start();
      // A verifier that has cached this token must not accept it with another signature.
      await verifier.verify(genuine);
      const [encodedHeader = '', encodedPayload = '', signature = ''] = genuine.split('.');
      const promoted = encodePart({ ...payload, sub: 'someone-else' });
      const flipped = `${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`;

      expect(await rejection(`${encodedHeader}.${promoted}.${signature}`)).toBe('untrusted');
      expect(await rejection(`${encodedHeader}.${encodedPayload}.${flipped}`)).toBe('untrusted');
      expect(await rejection(`${encodedHeader}.${encodedPayload}.AAAA`)).toMatch(/^(untrusted|malformed)$/);
      expect(await rejection(forge({ key: stranger }))).toBe('untrusted');
    });

    it('AT-03 refuses an HMAC made with the public parts of the key', async () => {
      const { header, publicKeys, rejection } = await start();
      const known =
        key.type === 'secret'
          ? ['', String(header['kid'])]
          : [
              pemOf(createPublicKey(key)),
              pemOf(createPublicKey(key)).trim(),
              JSON.stringify((await publicKeys.keys())[0]),
            ];
      for (const text of known) {
        const confused = { ...header, alg: 'HS256' };
        const hmacKey = createSecretKey(Buffer.from(text));
        expect(
          await rejection(forgeToken({ header: confused, payload, algorithm: 'HS256', key: hmacKey })),
        ).toBe('untrusted');
      }
    });

    it('AT-04 uses no key from a token', async () => {
      const { header, forge, rejection } = await start();
      const known = stranger.type === 'secret' ? stranger : createPublicKey(stranger);
      const jwk = { ...known.export({ format: 'jwk' }), kid: header['kid'], alg: algorithm };
      const url = 'http://127.0.0.1:9/keys';
      for (const bait of [{ jwk }, { jku: url }, { x5u: url }, { x5c: ['AAAA'] }]) {
        expect(await rejection(forge({ header: { ...header, ...bait }, key: stranger }))).toBe('untrusted');
      }
    });

    it('AT-05 requires a well-formed id of a configured key', async () => {
      const { header, forge, rejection } = await start();
      for (const kid of ['unknown', '__proto__', 'constructor', 'toString']) {
        expect([kid, await rejection(forge({ header: { ...header, kid } }))]).toEqual([kid, 'untrusted']);
      }
      const malformed = [
        undefined,
        null,
        1,
        '',
        '../../dev/null',
        "' OR 1=1",
        'a'.repeat(129),
        [header['kid']],
        {},
      ];
      for (const kid of malformed) {
        expect([kid, await rejection(forge({ header: { ...header, kid } }))]).toEqual([kid, 'malformed']);
      }
    });

    it('AT-06 writes the type at+jwt, and requires one of its spellings', async () => {
      const { header, forge, rejection } = await start();
      expect(header['typ']).toBe('at+jwt');
      for (const typ of ['AT+JWT', 'application/at+jwt', 'Application/At+Jwt']) {
        expect([typ, await rejection(forge({ header: { ...header, typ } }))]).toEqual([typ, 'accepted']);
      }
      for (const typ of [
        undefined,
        null,
        '',
        'JWT',
        'at+jwt ',
        'xat+jwt',
        'id+jwt',
        'text/at+jwt',
        ['at+jwt'],
      ]) {
        expect([typ, await rejection(forge({ header: { ...header, typ } }))]).toEqual([typ, 'malformed']);
      }
    });

    const required = Object.keys(payload).filter((name) => name !== 'client_id');

    it.each(required)('AT-07 requires the claim %s', async (name) => {
      const { forge, rejection } = await start();
      expect(await rejection(forge({ payload: without(name) }))).toBe('untrusted');
      for (const value of [null, {}, true, [], [[]], '', -1, 1.5]) {
        if (name === 'roles' && Array.isArray(value) && value.length === 0) continue;
        const token = forge({ payload: { ...payload, [name]: value } });
        expect([value, await rejection(token)]).toEqual([
          value,
          expect.stringMatching(/^(untrusted|expired)$/),
        ]);
      }
    });

    it('AT-07 accepts neither a number as a string nor a string as a number', async () => {
      const { forge, rejection } = await start();
      const lies = [
        ...['iat', 'exp', 'ver'].map((name) => ({ [name]: String(NOW + 60) })),
        ...['iss', 'aud', 'sub', 'client_id', 'jti', 'sid'].map((name) => ({ [name]: 1 })),
        { roles: 'admin' },
      ];
      for (const lie of lies) {
        expect([lie, await rejection(forge({ payload: { ...payload, ...lie } }))]).toEqual([
          lie,
          'untrusted',
        ]);
      }
    });

    it('AT-07 issues the client of the settings, and accepts another one or none', async () => {
      const { genuine, forge, rejection } = await start();
      expect(decodePart(genuine, 1)).toEqual(payload);
      expect(await rejection(forge({ payload: without('client_id') }))).toBe('accepted');
      expect(await rejection(forge({ payload: { ...payload, client_id: 'other' } }))).toBe('accepted');
      expect(await rejection(forge({ payload: { ...payload, client_id: '' } }))).toBe('untrusted');
      const other = await createAccessTokenService(load, { ...environment, JWT_CLIENT_ID: 'web' });
      expect(decodePart(await other.issuer.issue(claims), 1)['client_id']).toBe('web');
    });

    it('AT-08 refuses a token from its expiry plus the tolerance on, to the millisecond', async () => {
      const { clock, genuine, forge, rejection } = await start();
      clock.advance((TTL + TOLERANCE) * SECOND - 1);
      expect(await rejection(genuine)).toBe('accepted');
      expect(await rejection(forge({}))).toBe('accepted');
      clock.advance(1);
      expect(await rejection(genuine)).toBe('expired');
      expect(await rejection(forge({}))).toBe('expired');
    });

    it('AT-08 refuses a token that lives longer than the configured time', async () => {
      const { forge, rejection } = await start();
      expect(await rejection(forge({ payload: { ...payload, exp: NOW + TTL + 1 } }))).toBe('untrusted');
      expect(await rejection(forge({ payload: { ...payload, iat: NOW - 1 } }))).toBe('untrusted');
      expect(await rejection(forge({ payload: { ...payload, iat: NOW - 1, exp: NOW + TTL - 1 } }))).toBe(
        'accepted',
      );
    });

    it.each(['1e400', '9007199254740993', '"never"', 'null', '[9999999999]', '{}', 'true', '1767226499.5'])(
      'AT-08 refuses the expiry %s',
      async (exp) => {
        const { forge, rejection } = await start();
        const text = JSON.stringify(payload).replace(`"exp":${payload.exp}`, `"exp":${exp}`);
        expect(text).toContain(`"exp":${exp}`);
        expect(await rejection(forge({ payload: text }))).toBe('untrusted');
      },
    );

    it('AT-08 AT-09 refuses a token that is issued or valid in the future, beyond the tolerance', async () => {
      const { forge, rejection } = await start();
      const early = { ...payload, iat: NOW + TOLERANCE, exp: NOW + TOLERANCE + TTL };
      const tooEarly = { ...payload, iat: NOW + TOLERANCE + 1, exp: NOW + TTL };
      expect(await rejection(forge({ payload: early }))).toBe('accepted');
      expect(await rejection(forge({ payload: tooEarly }))).toBe('untrusted');
      expect(await rejection(forge({ payload: { ...payload, nbf: NOW + TOLERANCE } }))).toBe('accepted');
      for (const nbf of [NOW + TOLERANCE + 1, String(NOW), null, NOW + 0.5, [NOW]]) {
        expect([nbf, await rejection(forge({ payload: { ...payload, nbf } }))]).toEqual([nbf, 'untrusted']);
      }
    });

    it('AT-10 compares issuer and audience exactly', async () => {
      const { forge, rejection } = await start();
      const own = payload.iss;
      for (const iss of [`${own}/`, own.toUpperCase(), ` ${own}`, own.slice(1), [own]]) {
        expect([iss, await rejection(forge({ payload: { ...payload, iss } }))]).toEqual([iss, 'untrusted']);
      }
      for (const aud of [`${own}/`, own.toUpperCase(), [], ['other'], [own, 1], { 0: own }]) {
        expect([aud, await rejection(forge({ payload: { ...payload, aud } }))]).toEqual([aud, 'untrusted']);
      }
      expect(await rejection(forge({ payload: { ...payload, aud: ['other', own] } }))).toBe('accepted');
    });

    it.each(['null', 'true', '1', '"text"', '[]', '[{}]', 'not JSON', '', '{}', '{"exp":1', '\ufeff{}'])(
      'AT-11 refuses the signed payload %j, which is not a claims set',
      async (text) => {
        const { header, forge, rejection } = await start();
        for (const typ of ['at+jwt', 'JWT']) {
          const token = forge({ header: { ...header, typ }, payload: text });
          expect(await rejection(token)).toMatch(/^(untrusted|malformed)$/);
        }
      },
    );

    it('AT-11 refuses a payload in invalid UTF-8, and with a byte order mark', async () => {
      const { forge, rejection } = await start();
      const text = JSON.stringify(payload);
      const invalid = Buffer.from(text.replace(payload.sub, 'user-?'));
      invalid[invalid.indexOf('?')] = 0xff;
      expect(await rejection(forge({ payload: invalid }))).toMatch(/^(untrusted|malformed)$/);
      expect(await rejection(forge({ payload: `\ufeff${text}` }))).toMatch(/^(untrusted|malformed)$/);
    });

    it('AT-11 refuses a header that is not a JSON object', async () => {
      const { forge, rejection } = await start();
      for (const header of ['null', '[]', '1', '"x"', 'not JSON', '{"alg":', Buffer.from([0xff, 0xfe])]) {
        expect([header, await rejection(forge({ header }))]).toEqual([header, 'malformed']);
      }
    });

    it('AT-12 refuses critical extensions and unencoded payloads', async () => {
      const { header, forge, rejection } = await start();
      const extensions = [
        { crit: ['exp'] },
        { crit: [] },
        { crit: null },
        { b64: false },
        { b64: true },
        { crit: ['b64'], b64: true },
      ];
      for (const extension of extensions) {
        const token = forge({ header: { ...header, ...extension } });
        expect([extension, await rejection(token)]).toEqual([extension, 'malformed']);
      }
      expect(await rejection(forge({ header: { ...header, harmless: true } }))).toBe('accepted');
    });

    it('AT-13 refuses other spellings of a genuine token, also after it was verified', async () => {
      const { verifier, genuine, rejection } = await start();
      await verifier.verify(genuine);
      const [header = '', body = '', signature = ''] = genuine.split('.');
      const spellings = [
        ` ${genuine}`,
        `${genuine} `,
        `${genuine}\n`,
        `\t${genuine}`,
        `${header}. ${body}.${signature}`,
        `${header}.${body}\n.${signature}`,
        `${genuine}=`,
        `${header}=.${body}.${signature}`,
        `${header}.${body}==.${signature}`,
        `${header}.${body}.${signature.slice(0, 4)}+${signature.slice(5)}`,
        `${header}.${body}.${signature.slice(0, 4)}/${signature.slice(5)}`,
        `${genuine}.`,
        `.${genuine}`,
        `${genuine}.${signature}`,
        `${header}..${body}.${signature}`,
        `${header}.${body}`,
        `${header}.${body}.`,
        `..`,
        '',
        '.',
        header,
        `${genuine}\0`,
        `${genuine}é`,
      ];
      for (const spelling of spellings) {
        expect([spelling, await rejection(spelling)]).toEqual([spelling, 'malformed']);
      }
    });

    it('AT-13 refuses leftover bits at the end of a part', async () => {
      const { forge, rejection } = await start();
      const lengthened = [0, 1, 2].map((more) => forge({ payload: { ...payload, x: 'x'.repeat(more) } }));
      const loose = lengthened.find((token) => (token.split('.')[1] ?? '').length % 4 === 3) ?? '';
      const [header = '', body = '', signature = ''] = loose.split('.');
      const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
      const twin = `${body.slice(0, -1)}${alphabet[alphabet.indexOf(body.slice(-1)) + 1]}`;

      expect(Buffer.from(twin, 'base64url')).toEqual(Buffer.from(body, 'base64url'));
      expect(await rejection(loose)).toBe('accepted');
      expect(await rejection(`${header}.${twin}.${signature}`)).toBe('malformed');
      if (signature.length % 4 !== 0) {
        const last = alphabet[alphabet.indexOf(signature.slice(-1)) + 1];
        expect(await rejection(`${header}.${body}.${signature.slice(0, -1)}${last}`)).toBe('malformed');
      }
    });

    it('AT-13 accepts at most 4096 characters', async () => {
      const { forge, rejection } = await start();
      const padded = (length: number) => forge({ payload: { ...payload, pad: 'x'.repeat(length) } });
      const room = Math.floor(((4096 - padded(0).length) * 3) / 4) - 3;
      expect(padded(room).length).toBeLessThanOrEqual(4096);
      expect(await rejection(padded(room))).toBe('accepted');
      expect(padded(room + 6).length).toBeGreaterThan(4096);
      expect(await rejection(padded(room + 6))).toBe('malformed');
      expect(await rejection(`${'a'.repeat(5_000_000)}.a.a`)).toBe('malformed');
    });

    it('AT-14 uses the last of duplicate members', async () => {
      const { verifier, header, forge, rejection } = await start();
      const text = JSON.stringify(payload);
      const [open, rest] = [text.slice(0, 1), text.slice(1)];
      const last = await verifier.verify(forge({ payload: `${open}"sub":"someone-else",${rest}` }));
      expect(last.userId).toBe(claims.userId);
      expect(await rejection(forge({ payload: text.replace(/}$/, ',"exp":1}') }))).toBe('expired');
      const disarmed = JSON.stringify(header).replace(/}$/, ',"alg":"none"}');
      expect(await rejection(forge({ header: disarmed }))).toBe('untrusted');
    });

    it('AT-17 publishes only public members, and nothing of a symmetric key', async () => {
      const { header, publicKeys } = await start();
      if (key.type === 'secret') {
        expect(await publicKeys.keys()).toEqual([]);
        return;
      }
      const { kty, n, e, crv, x, y } = createPublicKey(key).export({ format: 'jwk' });
      const members = kty === 'RSA' ? { kty, n, e } : { kty, crv, x, y };
      expect(await publicKeys.keys()).toEqual([
        { ...members, kid: header['kid'], alg: algorithm, use: 'sig' },
      ]);
    });

    it('AT-19 contains only the documented claims', async () => {
      const { genuine, header } = await start();
      expect(Object.keys(header).toSorted()).toEqual(['alg', 'kid', 'typ']);
      expect(decodePart(genuine, 1)).toEqual(payload);
    });

    it('AZ-02 refuses an unknown role, including names from a prototype', async () => {
      const { forge, rejection } = await start();
      for (const roles of [
        ['root'],
        ['user', 'Admin'],
        ['__proto__'],
        ['constructor'],
        [null],
        [['admin']],
      ]) {
        expect([roles, await rejection(forge({ payload: { ...payload, roles } }))]).toEqual([
          roles,
          'untrusted',
        ]);
      }
      const inherited = JSON.stringify(without('roles')).replace(/}$/, ',"__proto__":{"roles":["admin"]}}');
      expect(await rejection(forge({ payload: inherited }))).toBe('untrusted');
    });

    it('returns claims that no caller can change for the next caller', async () => {
      const { verifier, genuine } = await start();
      for (let call = 0; call < 3; call += 1) {
        const told = await verifier.verify(genuine);
        expect(told).toEqual(claims);
        told.expiresAt.setTime(0);
        told.issuedAt.setTime(0);
        Reflect.set(told, 'userId', 'someone-else');
        Reflect.set(told.roles, 0, 'admin');
      }
    });
  });

  describe('AT-18 rotation', () => {
    const folder = mkdtempSync(join(tmpdir(), 'jwt-keys-'));
    afterAll(() => rmSync(folder, { recursive: true }));

    const keyFile = (name: string, key: KeyObject): string => {
      const path = join(folder, name);
      writeFileSync(path, pemOf(key));
      return path;
    };
    const issueWith = async (environment: Readonly<Record<string, string>>) =>
      (await createAccessTokenService(load, environment)).issuer.issue(claims);

    it('verifies tokens of a previous secret until it is removed, and signs with the current one', async () => {
      const [first, second] = [secretCandidate('HS256', 32), secretCandidate('HS256', 32)];
      const old = await issueWith(first.environment);
      const rotated = { ...second.environment, JWT_PREVIOUS_SECRETS: `${first.environment['JWT_SECRET']}` };

      const { issuer, verifier, publicKeys } = await createAccessTokenService(load, rotated);
      expect(await verifier.verify(old)).toEqual(claims);
      const fresh = await issuer.issue(claims);
      expect(decodePart(fresh, 0)['kid']).not.toBe(decodePart(old, 0)['kid']);
      expect(await publicKeys.keys()).toEqual([]);

      const { verifier: later } = await createAccessTokenService(load, second.environment);
      expect(await later.verify(fresh)).toEqual(claims);
      await expect(later.verify(old)).rejects.toThrow(InvalidAccessToken);
    });

    it.each(['public', 'private'])(
      'verifies tokens of a previous key from its %s half, and publishes it',
      async (half) => {
        const [oldPair, newPair] = p256;
        const first = pemCandidate('ES256', p256);
        const second = pemCandidate('ES256', [newPair, oldPair]);
        const old = await issueWith(first.environment);
        const file = keyFile(`${half}.pem`, half === 'public' ? oldPair.publicKey : oldPair.privateKey);
        const rotated = { ...second.environment, JWT_PREVIOUS_KEY_FILES: file };

        const { issuer, verifier, publicKeys } = await createAccessTokenService(load, rotated);
        expect(await verifier.verify(old)).toEqual(claims);
        const fresh = await issuer.issue(claims);
        const kids = [fresh, old].map((token) => decodePart(token, 0)['kid']);
        expect((await publicKeys.keys()).map(({ kid }) => kid)).toEqual(kids);
        expect(JSON.stringify(await publicKeys.keys())).not.toContain('"d"');

        const { verifier: later } = await createAccessTokenService(load, second.environment);
        await expect(later.verify(old)).rejects.toThrow(InvalidAccessToken);
      },
    );

    it('changes from a secret to a key pair, each bound to its own algorithm', async () => {
      const first = secretCandidate('HS256', 32);
      const old = await issueWith(first.environment);
      const rotated = {
        ...pemCandidate('RS256', rsa).environment,
        JWT_PREVIOUS_ALGORITHM: 'HS256',
        JWT_PREVIOUS_SECRETS: `${first.environment['JWT_SECRET']}`,
      };
      const { issuer, verifier, publicKeys } = await createAccessTokenService(load, rotated);
      const fresh = await issuer.issue(claims);
      expect(await verifier.verify(old)).toEqual(claims);
      expect(await verifier.verify(fresh)).toEqual(claims);
      expect(await publicKeys.keys()).toHaveLength(1);

      const kid = decodePart(fresh, 0)['kid'];
      const confused = forgeToken({
        header: { alg: 'HS256', typ: 'at+jwt', kid },
        payload,
        algorithm: 'HS256',
        key: first.key,
      });
      await expect(verifier.verify(confused)).rejects.toThrow(InvalidAccessToken);
    });

    it('derives different key ids from two secrets, and reveals nothing about the secrets', async () => {
      const { environment, key } = secretCandidate('HS256', 32);
      const { kid } = decodePart(await issueWith(environment), 0);
      expect(kid).toBe(createHmac('sha256', key).update('kid').digest('base64url').slice(0, 16));
      expect(environment['JWT_SECRET']).not.toContain(String(kid));
    });
  });
});
