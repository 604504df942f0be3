import { gzipSync } from 'node:zlib';
import {
  bearer,
  logInWithCookie,
  PASSWORD,
  register,
  registerAndLogIn,
  withCookie,
} from '../support/http/http-client.js';
import {
  expectInvalid,
  expectNothingInside,
  expectProblem,
  expectUnharmed,
} from '../support/http/problems.js';
import { RawConnection, rawPost, requestHead, sendRaw } from '../support/http/raw-http.js';
import { fill, ROUTES } from '../support/routes.js';
import { type Service, startService } from '../support/service/service.js';

let service: Service;
let accessToken: string;
let credentials: { email: string; password: string };

beforeAll(async () => {
  service = await startService();
  const registered = await registerAndLogIn(service);
  accessToken = registered.accessToken;
  credentials = { email: registered.account.email, password: PASSWORD };
});
afterAll(() => service.stop());

const WITH_BODY = ROUTES.filter(({ body, access }) => body && access !== 'admin');

const send = (type: string, body: string, path = '/auth/login') =>
  service.request.post(path).set('Content-Type', type).send(body);

describe('The type of a body', () => {
  it.each([
    'application/json',
    'application/json; charset=utf-8',
    'application/json;charset=UTF-8',
    'application/json; charset="utf-8"',
    'APPLICATION/JSON',
    'application/json ; charset=utf-8',
  ])('LG-04 is JSON in UTF-8: %s', async (type) => {
    expect((await send(type, JSON.stringify(credentials))).status).toBe(200);
  });

  it.each([
    'text/plain',
    'text/json',
    'text/html',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/xml',
    'application/json-patch+json',
    'application/ld+json',
    'application/jsonx',
    'application/octet-stream',
    'application/json; charset=utf-7',
    'application/json; charset=utf-16',
    'application/json; charset=iso-8859-1',
    'application/json; charset=',
    'application/json, text/plain',
    'text/plain; application/json',
    'json',
    '*/*',
    '/',
    `application/json; ${'x'.repeat(5_000)}`,
  ])('LG-04 CK-03 is nothing else: %s', async (type) => {
    expectProblem(await send(type, JSON.stringify(credentials)), 415, 'unsupported-media-type');
  });

  it.each(WITH_BODY)('LG-04 is required for $method $path', async ({ method, path }) => {
    const response = await service.request[method](fill(path))
      .set(bearer(accessToken))
      .type('form')
      .send({ email: 'ada@example.com' });
    expectProblem(response, 415, 'unsupported-media-type');
  });

  it.each([
    'application/json\u00a0',
    '\u00a0application/json',
    'application/json;\u00a0charset=utf-8',
    'application/json; charset=utf-8\u00a0',
  ])('LG-04 has no white space but spaces and tabs: not %j', async (type) => {
    const body = JSON.stringify(credentials);
    const fields = [`Content-Type: ${type}`, `Content-Length: ${body.length}`];
    const head = Buffer.from(requestHead('POST /auth/login HTTP/1.1', ...fields), 'latin1');
    const [response] = await sendRaw(service.url, head, body);
    expect(response?.status).toBe(415);
  });

  it('LG-04 may have spaces and tabs around it', async () => {
    const body = JSON.stringify(credentials);
    const fields = [
      'Content-Type: \t application/json \t;\t charset=utf-8\t ',
      `Content-Length: ${body.length}`,
    ];
    const [response] = await sendRaw(service.url, requestHead('POST /auth/login HTTP/1.1', ...fields), body);
    expect(response?.status).toBe(200);
  });

  it('LG-04 must occur once, because a proxy may read the other of two', async () => {
    for (const second of ['application/json', 'text/plain']) {
      const bytes = rawPost('/auth/login', JSON.stringify(credentials), `content-type: ${second}`);
      const [response] = await sendRaw(service.url, bytes);
      expect(response?.status).toBe(415);
    }
  });

  it('LG-04 is required if there is a body', async () => {
    const body = JSON.stringify(credentials);
    for (const fields of [`Content-Length: ${body.length}`, 'Transfer-Encoding: chunked']) {
      const bytes = fields.startsWith('T') ? `${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n` : body;
      const [response] = await sendRaw(service.url, requestHead('POST /auth/login HTTP/1.1', fields), bytes);
      expect(response?.status).toBe(415);
    }
  });

  it.each([undefined, '', '[]', 'null', 'true', '7', '"text"'])(
    'LG-03 is told where there is no object at all, but %s',
    async (body) => {
      const bytes =
        body === undefined ? requestHead('POST /auth/login HTTP/1.1') : rawPost('/auth/login', body);
      const [response] = await sendRaw(service.url, bytes);
      const errors = [{ path: '', message: 'must be a JSON object' }];
      expect(JSON.parse(response?.body ?? '')).toMatchObject({ status: 422, errors });
    },
  );

  it.each(WITH_BODY.filter(({ path }) => !/refresh|logout/.test(path)))(
    'LG-04 no body at all is no error of ours: $method $path',
    async ({ method, path }) => {
      for (const type of [undefined, 'application/json', 'text/plain', 'multipart/form-data']) {
        const request = service.request[method](fill(path)).set(bearer(accessToken));
        const response = await (type
          ? request.set('Content-Type', type).set('Content-Length', '0')
          : request);
        expectProblem(response, 422, 'validation-failed');
      }
    },
  );
});

/** Framings of a body of zero bytes. */
const EMPTY: [fields: string[], bytes: string][] = [
  [[], ''],
  [['Content-Length: 0'], ''],
  [['Transfer-Encoding: chunked'], '0\r\n\r\n'],
  [['Transfer-Encoding: chunked'], '0\r\nTrailer: x\r\n\r\n'],
];

describe('A body of zero bytes', () => {
  const TYPES = ['', 'application/json', 'text/plain', 'application/x-www-form-urlencoded', 'rubbish'];

  it.each(EMPTY)('LG-04 RT-13 counts as no body, whatever its type: %j', async (fields, bytes) => {
    for (const type of TYPES) {
      const { refreshToken } = await logInWithCookie(service, credentials);
      const { Cookie, Origin } = withCookie(refreshToken);
      const head = [
        `Cookie: ${Cookie}`,
        `Origin: ${Origin}`,
        ...(type ? [`Content-Type: ${type}`] : []),
        ...fields,
      ];
      for (const [path, status] of [
        ['/auth/refresh', 200],
        ['/auth/logout', 204],
      ] as const) {
        const [response] = await sendRaw(service.url, requestHead(`POST ${path} HTTP/1.1`, ...head), bytes);
        expect([path, type, response?.status]).toEqual([path, type, status]);
      }
    }
  });

  it.each(EMPTY)('LG-03 does not count as an empty object: %j', async (fields, bytes) => {
    for (const type of ['application/json', 'text/plain']) {
      const head = [
        'PATCH /me HTTP/1.1',
        `Authorization: Bearer ${accessToken}`,
        `Content-Type: ${type}`,
        ...fields,
      ];
      const [requestLine = '', ...others] = head;
      const [response] = await sendRaw(service.url, requestHead(requestLine, ...others), bytes);
      const errors = [{ path: '', message: 'must be a JSON object' }];
      expect(JSON.parse(response?.body ?? '')).toMatchObject({ status: 422, errors });
    }
  });

  it('LG-04 is recognised only after its last chunk', async () => {
    const connection = await RawConnection.open(service.url);
    connection.send(
      requestHead('POST /auth/refresh HTTP/1.1', 'Content-Type: text/plain', 'Transfer-Encoding: chunked'),
    );
    await expectUnharmed(service);
    expect(connection.isWaiting).toBe(true);
    connection.send('1\r\n{\r\n');
    const [response] = await connection.responses(1);
    expect(response?.status).toBe(415);
    connection.close();
  });

  it('LG-04 that is cut off has no effect', async () => {
    const connection = await RawConnection.open(service.url);
    const fields = ['Content-Type: application/json', 'Transfer-Encoding: chunked'];
    connection.send(requestHead('POST /auth/refresh HTTP/1.1', ...fields));
    connection.close();
    await expectUnharmed(service);
  });
});

describe('The text of a body', () => {
  it.each([
    '{',
    '}',
    '{"email":',
    "{'email':'x'}",
    '{"email":undefined}',
    '{"email":"x",}',
    '{"a":NaN}',
    '{"a":01}',
    '{"a":"\u0000"}',
    '{"a":"line\nbreak"}',
    '{"a":1}{"b":2}',
    '[1,2',
    'not JSON',
    '<xml/>',
    '// comment',
    ' ',
  ])('ER-01 ER-02 is JSON: not %j', async (body) => {
    const response = await send('application/json', body);
    expectProblem(response, 400, 'malformed-request');
  });

  it('ER-02 is never quoted in an error', async () => {
    const secret = 'hunter2-hunter2-hunter2';
    for (const body of [
      `{"password":"${secret}"`,
      `${secret}`,
      `{"password":"${secret}","email":7}`,
      `{"${secret}":1}`,
      `{"email":"${secret}","password":["${secret}"]}`,
      JSON.stringify({ email: secret, password: secret, refreshTokenIn: secret }),
    ]) {
      for (const path of ['/auth/login', '/auth/register', '/auth/refresh']) {
        const response = await send('application/json', body, path);
        expect([400, 422]).toContain(response.status);
        expect(response.text).not.toContain(secret);
        expectNothingInside(response.text);
      }
    }
  });

  it('names unknown fields', async () => {
    const body = { ...credentials, favourite_colour: 'red', is2ndTry: true };
    expectInvalid(await send('application/json', JSON.stringify(body)), 'favourite_colour', 'is2ndTry');
  });

  it('names the first ten of many, and reports that there are others', async () => {
    const names = Array.from({ length: 12 }, (_, index) => `extra${index}`);
    const extra = Object.fromEntries(names.map((name) => [name, 1]));
    const response = await send('application/json', JSON.stringify({ ...credentials, ...extra }));
    expectInvalid(response, ...names.slice(0, 10), '');
  });

  it.each(['correct horse', 'a.b', 'eyJhbGciOiJIUzI1NiJ9.e30.AbC', 'x'.repeat(65), '2fa', 'Ä', '\u009b'])(
    'ER-02 tells of a field without its name if that could be something else: %j',
    async (name) => {
      const response = await send('application/json', JSON.stringify({ ...credentials, [name]: 1 }));
      expectInvalid(response, '');
      expect(response.text).not.toContain(JSON.stringify(name).slice(1, -1));
    },
  );

  it('PW-05 must be valid UTF-8', async () => {
    for (const bytes of [[0xff], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xf5, 0x80, 0x80, 0x80], [0xe2, 0x82]]) {
      const body = Buffer.concat([
        Buffer.from('{"email":"ada@example.com","password":"'),
        Buffer.from(bytes),
        Buffer.from('"}'),
      ]);
      const [response] = await sendRaw(service.url, rawPost('/auth/login', body));
      expect(response?.status).toBe(400);
      expect(JSON.parse(response?.body ?? '')).toMatchObject({ code: 'malformed-request' });
    }
    const utf16 = Buffer.from(JSON.stringify(credentials), 'utf16le');
    const [response] = await sendRaw(service.url, rawPost('/auth/login', utf16));
    expect(response?.status).toBe(400);
  });

  it('AT-14 uses the last of two members with the same name', async () => {
    const { email, password } = credentials;
    const response = await send(
      'application/json',
      `{"email":"nobody@example.com","password":"wrong","email":"${email}","password":"${password}"}`,
    );
    expect(response.status).toBe(200);
  });
});

describe('The size of a body', () => {
  it.each(WITH_BODY)('DS-01 is at most 16 KiB: $method $path', async ({ method, path }) => {
    const response = await service.request[method](fill(path))
      .set(bearer(accessToken))
      .send({ email: 'x'.repeat(16 * 1_024) });
    expectProblem(response, 413, 'payload-too-large');
  });

  it('DS-01 may be exactly 16 KiB', async () => {
    const body = JSON.stringify(credentials);
    const exact = body + ' '.repeat(16 * 1_024 - body.length);
    expect((await send('application/json', exact)).status).toBe(200);
    expectProblem(await send('application/json', `${exact} `), 413, 'payload-too-large');
  });

  it('DS-01 is also limited for chunks, without waiting for the last one', async () => {
    const chunk = `4000\r\n${'x'.repeat(0x4000)}\r\n`;
    const head =
      'POST /auth/login HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n';
    const response = await answerTo(head, chunk, chunk);
    expect(response?.status).toBe(413);
    expect(JSON.parse(response?.body ?? '')).toMatchObject({ code: 'payload-too-large' });
  });

  it('DS-01 is refused by its Content-Length, without waiting for the body', async () => {
    const response = await answerTo(
      'POST /auth/login HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 1000000000\r\n\r\n{',
    );
    expect(response?.status).toBe(413);
  });

  it.each(['gzip', 'deflate', 'br', 'zstd', 'gzip, gzip', 'x-gzip', 'compress', 'rubbish'])(
    'DS-01 is not compressed: %s',
    async (encoding) => {
      const bomb = gzipSync(JSON.stringify({ ...credentials, padding: 'x'.repeat(1_000_000) }));
      const [response] = await sendRaw(
        service.url,
        rawPost('/auth/login', bomb, `Content-Encoding: ${encoding}`),
      );
      expect(response?.status).toBe(415);
      expect(JSON.parse(response?.body ?? '')).toMatchObject({ code: 'unsupported-media-type' });
    },
  );

  it('DS-01 is ignored on routes that read no body', async () => {
    const huge = 'x'.repeat(1_000_000);
    const refused = await service.request.put('/me/password').type('json').send(huge);
    expectProblem(refused, 401, 'missing-token');
    const ignored = await service.request.get('/me').set(bearer(accessToken)).type('json').send(huge);
    expect(ignored.status).toBe(200);
  });
});

/** A stack overflow or backtracking would take minutes on any machine. Everything else is faster than this limit. */
const NO_HANG_MS = 10_000;

describe('The depth and breadth of a body', () => {
  it.each([
    ['lists in lists', '['.repeat(8_000) + ']'.repeat(8_000)],
    ['objects in objects', `${'{"a":'.repeat(2_700)}1${'}'.repeat(2_700)}`],
    ['objects in a credential', `{"email":${'{"a":'.repeat(2_500)}1${'}'.repeat(2_500)},"password":"x"}`],
    ['four thousand members', `{${Array.from({ length: 1_600 }, (_, index) => `"k${index}":1`).join()}}`],
    ['a number without end', `{"email":${'9'.repeat(16_000)}}`],
    ['an exponent without end', '{"email":1e999999999}'],
    ['escapes', `{"email":"${'\\u0061'.repeat(2_600)}"}`],
  ])(
    'DS-02 does no harm: %s',
    async (_, body) => {
      for (const path of ['/auth/login', '/auth/register', '/auth/refresh', '/auth/logout']) {
        const response = await send('application/json', body, path);
        expectProblem(response, 422, 'validation-failed');
        expect(response.text.length).toBeLessThan(4_096);
      }
    },
    NO_HANG_MS,
  );

  it.each([
    ['of a local part', `${'a'.repeat(10_000)}!`],
    ['of dots', `${'a.'.repeat(5_000)}@example.com`],
    ['of labels', `a@${'a.'.repeat(5_000)}`],
    ['of hyphens', `a@${'-'.repeat(10_000)}.com`],
    ['of hyphens that fit', `a@${'a-'.repeat(90)}.com!`],
    ['of dots that fit', `${'a.'.repeat(31)}@example.com`],
    ['of at signs', '@'.repeat(10_000)],
    ['of spaces', `${' '.repeat(10_000)}@example.com`],
  ])(
    'DS-02 has no address that takes long to judge: a row %s',
    async (_, email) => {
      const response = await service.request.post('/auth/register').send({ email, password: PASSWORD });
      expectInvalid(response, 'email');
    },
    NO_HANG_MS,
  );

  it('LG-03 leaves no trace in any object', async () => {
    await send(
      'application/json',
      '{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}',
    );
    await service.request
      .get('/users?__proto__[polluted]=1&constructor[prototype][polluted]=1')
      .set(bearer(accessToken));
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    const account = await register(service);
    const { body } = await service.request.post('/auth/login').send({ ...credentials, email: account.email });
    expect(body).not.toHaveProperty('polluted');
  });

  it('ER-03 the service is unharmed afterwards', () => expectUnharmed(service));
});

/** Resolves to the answer to a request whose end is never sent, so the service cannot have waited for it. */
async function answerTo(...chunks: string[]) {
  const connection = await RawConnection.open(service.url);
  connection.send(...chunks);
  const [response] = await connection.responses(1);
  connection.close();
  return response;
}
