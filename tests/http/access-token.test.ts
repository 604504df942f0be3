import { createHmac, createPublicKey, createSecretKey, generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { encodePart } from '../support/access-tokens/forge-token.js';
import { TokenMint } from '../support/access-tokens/token-mint.js';
import { bearer, changeUser, logIn, me, register, registerAndLogIn } from '../support/http/http-client.js';
import { expectProblem, expectUnharmed } from '../support/http/problems.js';
import { requestHead, sendRaw } from '../support/http/raw-http.js';
import {
  PUBLIC_URL,
  SERVICE_NAME,
  type Service,
  startService,
  TEST_SECRET,
} from '../support/service/service.js';

let service: Service;
let mint: TokenMint;

beforeAll(async () => {
  service = await startService();
  const { accessToken } = await registerAndLogIn(service);
  mint = TokenMint.withSecret(accessToken, TEST_SECRET);
});
afterAll(() => service.stop());

const now = () => Math.floor(Date.now() / 1_000);

async function expectAccepted(token: string): Promise<void> {
  const response = await me(service, token);
  expect({ status: response.status, user: response.body.user?.id }).toEqual({
    status: 200,
    user: mint.claims['sub'],
  });
}

async function expectRefused(token: string): Promise<void> {
  const response = await me(service, token);
  expectProblem(response, 401, 'invalid-token');
  expect(response.headers['www-authenticate']).toMatch(/^Bearer realm="[^"]+", error="invalid_token"$/);
  if (token.length > 20) expect(response.text).not.toContain(token.slice(0, 20));
}

it('accepts an unchanged token of the mint, so that each refusal below has only one reason', async () => {
  await expectAccepted(mint.genuine);
  await expectAccepted(mint.make());
  await expectAccepted(mint.withClaims({ jti: 'another' }));
});

describe('The signature', () => {
  it.each([
    'none',
    'None',
    'NONE',
    'nOnE',
    '',
    ' HS256',
    'hs256',
    'HS384',
    'HS512',
    'RS256',
    'ES256',
    'PS256',
    'EdDSA',
    'dir',
  ])('AT-01 is not made by the algorithm %j', async (alg) => {
    await expectRefused(mint.withHeader({ alg }));
    const [header, payload] = mint.withHeader({ alg }).split('.');
    await expectRefused(`${header}.${payload}.`);
    await expectRefused(`${header}.${payload}`);
  });

  it.each(['HS384', 'HS512'])('AT-01 is not accepted with %s and the correct secret', async (algorithm) => {
    await expectRefused(mint.make({ header: { ...mint.header, alg: algorithm }, algorithm }));
  });

  it.each([undefined, null, 0, true, ['HS256'], { alg: 'HS256' }])(
    'AT-01 needs an algorithm: not %j',
    async (alg) => {
      await expectRefused(mint.withHeader({ alg }));
    },
  );

  it('AT-02 covers every character of the header and of the payload', async () => {
    const [header = '', payload = '', signature = ''] = mint.genuine.split('.');
    const admin = encodePart({ ...mint.claims, roles: ['admin'] });
    await expectRefused(`${header}.${admin}.${signature}`);
    await expectRefused(`${encodePart({ ...mint.header, x: 1 })}.${payload}.${signature}`);
    for (const part of [0, 1, 2]) {
      const parts = [header, payload, signature];
      const position = Math.floor((parts[part] ?? '').length / 2);
      parts[part] = flip(parts[part] ?? '', position);
      await expectRefused(parts.join('.'));
    }
  });

  it('AT-02 must be complete and belong to this token', async () => {
    const [header, payload, signature = ''] = mint.genuine.split('.');
    const other = mint.withClaims({ jti: 'another' }).split('.')[2];
    for (const wrong of [other, signature.slice(0, 20), `${signature}AAAA`, 'A'.repeat(43), 'AA']) {
      await expectRefused(`${header}.${payload}.${wrong}`);
    }
  });

  it.each([
    '',
    'secret',
    'changeme',
    'your-256-bit-secret',
    SERVICE_NAME,
    TEST_SECRET.slice(0, -1),
    TEST_SECRET.toLowerCase(),
  ])('AT-02 is not made with the secret %j', async (secret) => {
    const [header, payload] = mint.genuine.split('.');
    const mac = createHmac('sha256', secret).update(`${header}.${payload}`).digest('base64url');
    await expectRefused(`${header}.${payload}.${mac}`);
  });
});

describe('The header', () => {
  it.each(['at+jwt', 'AT+JWT', 'application/at+jwt', 'Application/At+Jwt'])(
    'AT-06 may have the type %s',
    async (typ) => {
      await expectAccepted(mint.withHeader({ typ }));
    },
  );

  it.each([
    undefined,
    null,
    '',
    'JWT',
    'jwt',
    'at+jwt ',
    'at+jwt;x',
    'xat+jwt',
    'application/jwt',
    'logout+jwt',
    ['at+jwt'],
    1,
  ])('AT-06 may not have the type %j', async (typ) => {
    await expectRefused(mint.withHeader({ typ }));
  });

  it.each([
    undefined,
    null,
    '',
    'unknown',
    '../../../dev/null',
    '/dev/null',
    "' OR 1=1 --",
    '__proto__',
    'constructor',
    'toString',
    '0',
    'https://evil.example/key',
    'x'.repeat(129),
    'x'.repeat(2_000),
    'a\u0000b',
    1,
    ['x'],
    { $ne: '' },
  ])('AT-05 names a key that is configured, not %j', async (kid) => {
    await expectRefused(mint.withHeader({ kid }));
  });

  it.each([[['exp']], [['b64']], [[]], ['exp'], [null], [{}]])(
    'AT-12 may not have crit: %j',
    async (crit) => {
      await expectRefused(mint.withHeader({ crit }));
      await expectRefused(mint.withHeader({ crit, exp: 1 }));
    },
  );

  it.each([false, true, 'false', null])('AT-12 may not have b64: %j', async (b64) => {
    await expectRefused(mint.withHeader({ b64 }));
    await expectRefused(mint.withHeader({ b64, crit: ['b64'] }));
  });

  it.each(['null', '[]', '"at+jwt"', '7', 'true', '', '{', '{"alg":"HS256"', '\ufeff{}'])(
    'AT-11 is a JSON object, not %j',
    async (header) => {
      await expectRefused(mint.make({ header }));
    },
  );

  it('AT-14 uses the last of two members, or none', async () => {
    const { kid } = mint.header;
    await expectRefused(mint.make({ header: `{"alg":"HS256","typ":"at+jwt","kid":"${kid}","alg":"none"}` }));
    await expectRefused(mint.make({ header: `{"alg":"HS256","typ":"at+jwt","kid":"${kid}","kid":"other"}` }));
  });
});

describe('A key that a token contains or refers to', () => {
  const attacker = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const jwk = createPublicKey(attacker.privateKey).export({ format: 'jwk' });
  const symmetric = { kty: 'oct', k: Buffer.from('attacker').toString('base64url') };
  let trap: Server;
  let visits = 0;
  let url: string;

  beforeAll(async () => {
    trap = createServer((_request, response) => {
      visits += 1;
      response.end(JSON.stringify({ keys: [{ ...jwk, kid: 'attacker', alg: 'ES256', use: 'sig' }] }));
    }).listen(0, '127.0.0.1');
    await once(trap, 'listening');
    url = `http://127.0.0.1:${(trap.address() as AddressInfo).port}/jwks.json`;
  });
  afterAll(() => new Promise((resolve) => trap.close(resolve)));

  it.each(['attacker', undefined, 'own'])(
    'AT-04 counts for nothing, and nothing is fetched: kid %j',
    async (kid) => {
      const base = { typ: 'at+jwt', kid: kid === 'own' ? mint.header['kid'] : kid };
      const members = [
        { jwk },
        { jku: url },
        { x5u: url },
        { x5c: ['MIIB'] },
        { jku: url, jwk, x5u: url, x5t: 'x' },
      ];
      for (const member of members) {
        await expectRefused(
          mint.make({
            header: { alg: 'ES256', ...base, ...member },
            algorithm: 'ES256',
            key: attacker.privateKey,
          }),
        );
      }
      await expectRefused(
        mint.make({
          header: { alg: 'HS256', ...base, jwk: symmetric },
          key: createSecretKey(Buffer.from('attacker')),
        }),
      );
      expect(visits).toBe(0);
    },
  );

  it('AT-04 is not fetched even if the token is otherwise genuine', async () => {
    for (const member of [{ jku: url }, { x5u: url }]) await me(service, mint.withHeader(member));
    await me(service, mint.withClaims({ iss: url }));
    expect(visits).toBe(0);
  });
});

describe('The claims', () => {
  const WRONG_TYPES = [undefined, null, 1, true, [], {}, ['x'], ''];

  it.each([
    [
      'iss',
      [
        ...WRONG_TYPES,
        'https://evil.example',
        `${PUBLIC_URL}/`,
        'https://Auth.example.com',
        ` ${PUBLIC_URL}`,
        [PUBLIC_URL],
        'https://auth.example',
      ],
    ],
    [
      'aud',
      [
        ...WRONG_TYPES,
        'other',
        `${PUBLIC_URL}2`,
        PUBLIC_URL.toUpperCase(),
        ['other', 'another'],
        [[PUBLIC_URL]],
        { 0: PUBLIC_URL, length: 1 },
      ],
    ],
    ['sub', [...WRONG_TYPES, 'x'.repeat(129)]],
    ['client_id', [null, 1, true, [], {}, ['x'], '']],
    ['jti', [...WRONG_TYPES, 'x'.repeat(129)]],
    ['sid', [...WRONG_TYPES, 'x'.repeat(129)]],
    ['ver', [undefined, null, '0', true, [], {}, -1, 0.5, 2 ** 53]],
    [
      'roles',
      [
        undefined,
        null,
        'admin',
        'user',
        {},
        { admin: true },
        ['root'],
        ['Admin'],
        [['admin']],
        ['admin', null],
      ],
    ],
  ])('AT-07 AT-10 have %s as this service writes it', async (claim, values) => {
    for (const value of values) await expectRefused(mint.withClaims({ [claim]: value }));
  });

  it('AT-07 AT-10 may name another client, or none, as those of earlier versions of the service do', async () => {
    await expectAccepted(mint.withClaims({ client_id: undefined }));
    await expectAccepted(mint.withClaims({ client_id: 'other' }));
  });

  it('AT-10 may name several audiences, including the configured one', async () => {
    await expectAccepted(mint.withClaims({ aud: ['other', PUBLIC_URL] }));
  });

  it.each([undefined, null, '9999999999', '', true, [], {}, [4_000_000_000], -1, 0, 0.5])(
    'AT-08 expire, and not at %j',
    async (exp) => {
      await expectRefused(mint.withClaims({ exp }));
    },
  );

  it.each(['1e400', '-1e400', '9007199254740993', '9e15', '4000000000', '1e10'])(
    'AT-08 do not expire at %s',
    async (exp) => {
      const payload = JSON.stringify({ ...mint.claims, exp: 0 }).replace('"exp":0', `"exp":${exp}`);
      await expectRefused(mint.make({ payload }));
    },
  );

  it('AT-08 AT-09 are valid for the tolerance longer, but not forever', async () => {
    const expiring = (seconds: number) => mint.withClaims({ iat: now() - 900, exp: now() + seconds });
    await expectAccepted(expiring(-20));
    await expectRefused(expiring(-31));
    await expectRefused(expiring(-3_600));
  });

  it('AT-08 do not live longer than the settings allow, even with a valid signature', async () => {
    const iat = now();
    await expectAccepted(mint.withClaims({ iat, exp: iat + 900 }));
    await expectRefused(mint.withClaims({ iat, exp: iat + 901 }));
    await expectRefused(mint.withClaims({ iat: 0, exp: iat + 900 }));
  });

  it.each([undefined, null, '0', true, [], {}, -1, 0.5])(
    'AT-07 AT-08 say when they were issued, not %j',
    async (iat) => {
      await expectRefused(mint.withClaims({ iat }));
    },
  );

  it('AT-08 must not be issued in the future', async () => {
    await expectAccepted(mint.withClaims({ iat: now() + 20, exp: now() + 60 }));
    await expectRefused(mint.withClaims({ iat: now() + 60, exp: now() + 120 }));
  });

  it('AT-08 are not valid before nbf', async () => {
    await expectAccepted(mint.withClaims({ nbf: now() - 10 }));
    await expectAccepted(mint.withClaims({ nbf: now() + 20 }));
    await expectRefused(mint.withClaims({ nbf: now() + 60 }));
    for (const nbf of ['0', null, [], {}, 0.5, -1]) await expectRefused(mint.withClaims({ nbf }));
  });

  it('AT-14 uses the last of two members, or none', async () => {
    const json = JSON.stringify(mint.claims).slice(0, -1);
    await expectRefused(mint.make({ payload: `${json},"exp":1}` }));
    await expectRefused(mint.make({ payload: `${json},"iss":"https://evil.example"}` }));
    const twice = await me(service, mint.make({ payload: `{"roles":["admin"],${json.slice(1)}}` }));
    if (twice.status === 200) {
      const users = await service.request
        .get('/users')
        .set(bearer(mint.make({ payload: `{"roles":["admin"],${json.slice(1)}}` })));
      expectProblem(users, 403, 'forbidden');
    } else expectProblem(twice, 401, 'invalid-token');
  });

  it.each(['"__proto__":{"roles":["admin"]}', '"constructor":{"prototype":{"roles":["admin"]}}'])(
    'AZ-02 grant nothing by %s',
    async (member) => {
      const token = mint.make({ payload: `{${member},${JSON.stringify(mint.claims).slice(1)}` });
      expectProblem(await service.request.get('/users').set(bearer(token)), 403, 'forbidden');
      const nameless = { ...mint.claims, roles: undefined };
      await expectRefused(mint.make({ payload: `{${member},${JSON.stringify(nameless).slice(1)}` }));
    },
  );

  it('AT-07 must name an existing user on routes that read the user', async () => {
    await expectRefused(mint.withClaims({ sub: '00000000-0000-4000-8000-000000000000' }));
  });
});

describe('The payload', () => {
  const NOT_OBJECTS: (string | Buffer)[] = [
    'null',
    '[]',
    '[{}]',
    '"text"',
    '7',
    'true',
    '{}',
    '{',
    'not JSON',
    ' ',
    '{"a":}',
    "{'sub':'x'}",
    Buffer.from([0xff, 0xfe, 0xfd]),
  ];

  it.each(NOT_OBJECTS)(
    'AT-11 must be a JSON object, not %s, even with a valid signature',
    async (payload) => {
      await expectRefused(mint.make({ payload }));
      for (const typ of ['JWT', 'application/at+jwt']) {
        await expectRefused(mint.make({ payload, header: { ...mint.header, typ } }));
      }
    },
  );

  it('AT-11 must be valid UTF-8 without a byte order mark', async () => {
    const json = JSON.stringify({ ...mint.claims, jti: '?' });
    const invalid = Buffer.from(json);
    invalid[invalid.indexOf('?')] = 0xff;
    await expectRefused(mint.make({ payload: invalid }));
    await expectRefused(mint.make({ payload: `\ufeff${json}` }));
    await expectAccepted(mint.make({ payload: json }));
  });
});

describe('The shape', () => {
  const parts = () => mint.genuine.split('.') as [string, string, string];

  it.each([
    ['no part', () => '.'],
    ['empty parts', () => '..'],
    ['one part', () => parts()[0]],
    ['two parts', () => parts().slice(0, 2).join('.')],
    ['no header', () => `.${parts()[1]}.${parts()[2]}`],
    ['no payload', () => `${parts()[0]}..${parts()[2]}`],
    ['no signature', () => `${parts()[0]}.${parts()[1]}.`],
    ['four parts', () => `${mint.genuine}.${parts()[2]}`],
    ['five parts, as of a JWE', () => `${parts()[0]}.AA.AA.${parts()[1]}.${parts()[2]}`],
    ['a dot before', () => `.${mint.genuine}`],
    ['a dot behind', () => `${mint.genuine}.`],
    ['padding', () => `${mint.genuine}=`],
    ['padding of the header', () => mint.genuine.replace('.', '=.')],
    ['another alphabet', () => mint.genuine.replace(/.$/, '+')],
    ['a slash', () => mint.genuine.replace(/.$/, '/')],
    ['a space inside', () => mint.genuine.replace('.', ' .')],
    ['a no-break space before', () => `\u00a0${mint.genuine}`],
    ['a no-break space behind', () => `${mint.genuine}\u00a0`],
    ['a tab inside', () => mint.genuine.replace('.', '.\t')],
    ['a comma behind', () => `${mint.genuine},`],
    ['a second token behind', () => `${mint.genuine} ${mint.genuine}`],
    ['a list of tokens', () => `${mint.genuine}, Bearer ${mint.genuine}`],
    ['quotes', () => `"${mint.genuine}"`],
    [
      'the JSON serialization',
      () => JSON.stringify({ protected: parts()[0], payload: parts()[1], signature: parts()[2] }),
    ],
    ['percent signs', () => mint.genuine.replaceAll('.', '%2E')],
    ['a letter beyond ASCII', () => mint.genuine.replace(/.$/, 'é')],
    ['a path', () => '../../etc/passwd'],
  ])('AT-13 is that of a compact JWS: not with %s', async (_, make) => {
    await expectRefused(make());
  });

  it('AT-13 has one spelling of each part', async () => {
    // 32 bytes of signature leave two bits of the last character unused.
    const last = mint.genuine.at(-1) ?? '';
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    for (const bit of [1, 2, 3]) {
      const twin = alphabet[alphabet.indexOf(last) ^ bit] ?? '';
      const token = mint.genuine.slice(0, -1) + twin;
      const [bytes, twinBytes] = [mint.genuine, token].map((jws) =>
        Buffer.from(jws.split('.')[2] ?? '', 'base64url'),
      );
      expect(twinBytes).toEqual(bytes);
      await expectRefused(token);
    }
  });

  it('AT-13 is at most 4096 characters long', async () => {
    const padded = (length: number) => mint.withClaims({ x: 'x'.repeat(length) });
    await expectAccepted(padded(2_400));
    await expectRefused(padded(3_000));
    await expectRefused('A'.repeat(8_000));
    await expectRefused(`${'A'.repeat(4_000)}.${'A'.repeat(4_000)}.${'A'.repeat(4_000)}`);
  });

  it('DS-04 ER-01 is refused with 431 when it does not fit the header block', async () => {
    const [response] = await sendRaw(
      service.url,
      requestHead('GET /me HTTP/1.1', `Authorization: Bearer ${'A'.repeat(20_000)}`),
    );
    expect(response?.status).toBe(431);
    expect(response?.headers).toMatchObject({
      'content-type': 'application/problem+json; charset=utf-8',
      connection: 'close',
      'x-request-id': expect.stringMatching(/./),
    });
    expect(JSON.parse(response?.body ?? '')).toMatchObject({
      status: 431,
      requestId: response?.headers['x-request-id'],
    });
  });
});

describe('Where a token travels', () => {
  it.each(['Bearer', 'bearer', 'BEARER', 'bEaReR'])('AT-20 is behind the scheme %s', async (scheme) => {
    for (const space of [' ', '   ']) {
      const response = await service.request
        .get('/me')
        .set('Authorization', `${scheme}${space}${mint.genuine}`);
      expect(response.status).toBe(200);
    }
  });

  it.each([
    ['another scheme', () => ({ Authorization: `Basic ${mint.genuine}` })],
    ['the scheme Token', () => ({ Authorization: `Token ${mint.genuine}` })],
    ['the scheme JWT', () => ({ Authorization: `JWT ${mint.genuine}` })],
    ['the scheme DPoP', () => ({ Authorization: `DPoP ${mint.genuine}` })],
    ['no scheme', () => ({ Authorization: mint.genuine })],
    ['no space', () => ({ Authorization: `Bearer${mint.genuine}` })],
    ['a colon', () => ({ Authorization: `Bearer: ${mint.genuine}` })],
    ['an equals sign', () => ({ Authorization: `Bearer=${mint.genuine}` })],
    ['no token', () => ({ Authorization: 'Bearer' })],
    ['a space for a token', () => ({ Authorization: 'Bearer ' })],
    ['nothing at all', () => ({ Authorization: '' })],
    [
      'a cookie',
      () => ({
        Cookie: `access_token=${mint.genuine}; __Host-access_token=${mint.genuine}; token=${mint.genuine}`,
      }),
    ],
    ['X-Access-Token', () => ({ 'X-Access-Token': mint.genuine })],
    ['X-Authorization', () => ({ 'X-Authorization': `Bearer ${mint.genuine}` })],
    ['Proxy-Authorization', () => ({ 'Proxy-Authorization': `Bearer ${mint.genuine}` })],
    ['X-Forwarded-Authorization', () => ({ 'X-Forwarded-Authorization': `Bearer ${mint.genuine}` })],
    ['X-User-Id', () => ({ 'X-User-Id': String(mint.claims['sub']), 'X-Forwarded-User': 'root' })],
  ] as [string, () => Record<string, string>][])('AT-20 AT-22 is missing with %s', async (_, headers) => {
    const response = await service.request.get('/me').set(headers());
    expectProblem(response, 401, 'missing-token');
    expect(response.headers['www-authenticate']).toMatch(/^Bearer realm="[^"]+"$/);
  });

  it.each(['access_token', 'token', 'authorization', 'bearer', 'jwt'])(
    'AT-20 is missing in ?%s and in the body',
    async (name) => {
      expectProblem(await service.request.get(`/me?${name}=${mint.genuine}`), 401, 'missing-token');
      const response = await service.request.patch('/me').send({ [name]: mint.genuine });
      expectProblem(response, 401, 'missing-token');
      const form = await service.request
        .post('/auth/logout-all')
        .type('form')
        .send({ [name]: mint.genuine });
      expectProblem(form, 401, 'missing-token');
    },
  );

  it('AT-21 is in one Authorization field, not in two', async () => {
    const field = `Authorization: Bearer ${mint.genuine}`;
    for (const fields of [
      [field, field],
      [field, 'authorization: Bearer x'],
      ['Authorization: Basic eDp5', field],
      [field, 'AUTHORIZATION:'],
    ]) {
      for (const path of ['GET /me', 'POST /auth/logout-all', 'POST /auth/logout']) {
        const [response] = await sendRaw(
          service.url,
          requestHead(`${path} HTTP/1.1`, 'Content-Length: 0', ...fields),
        );
        expect(response?.status).toBe(400);
        expect(JSON.parse(response?.body ?? '')).toMatchObject({ code: 'malformed-request' });
      }
    }
    await expectAccepted(mint.genuine);
  });

  it('AT-22 is refused with the same answer for every reason', async () => {
    const { account, accessToken: dead } = await registerAndLogIn(service);
    await changeUser(service, account.id, { roles: ['user', 'admin'] });
    const gone = await logIn(service, await register(service));
    await service.request.post('/auth/logout').set(bearer(gone.accessToken));
    const tokens = [
      dead,
      gone.accessToken,
      mint.withClaims({ iat: now() - 1_000, exp: now() - 100 }),
      mint.withClaims({ iss: 'other' }),
      mint.withHeader({ kid: 'unknown' }),
      mint.genuine.slice(0, -1),
      'rubbish',
    ];
    const responses = [];
    for (const token of tokens) {
      const response = await me(service, token);
      responses.push({ ...response.body, requestId: '', challenge: response.headers['www-authenticate'] });
    }
    expect(responses[0]?.challenge).toBe('Bearer realm="api", error="invalid_token"');
    for (const response of responses) expect(response).toEqual(responses[0]);
  });

  it('ER-03 the service is unharmed afterwards', () => expectUnharmed(service));
});

/** Flips one bit of the value of one character. The text is still base64url. */
function flip(text: string, position: number): string {
  const replacement = text[position] === 'A' ? 'B' : 'A';
  return text.slice(0, position) + replacement + text.slice(position + 1);
}
