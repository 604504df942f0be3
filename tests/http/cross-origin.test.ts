import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { SENT_BY_TOOLS } from '../../src/composition/configuration/sent-by-tools.js';
import { crossOriginHeaders } from '../../src/interfaces/http/middleware/cors.js';
import { answerClientErrors } from '../../src/interfaces/http/server/client-error.js';
import { createExpressServer } from '../../src/interfaces/http/server/express-server.js';
import { OpenConnections } from '../../src/interfaces/http/server/open-connections.js';
import { newEmail, PASSWORD } from '../support/http/http-client.js';
import { expectProblem, expectUnharmed } from '../support/http/problems.js';
import { RawConnection, rawPost, requestHead, sendRaw } from '../support/http/raw-http.js';
import { ALLOWED_ORIGIN, type Service, startService } from '../support/service/service.js';

const READABLE = {
  'access-control-allow-origin': ALLOWED_ORIGIN,
  'access-control-allow-credentials': 'true',
  'access-control-expose-headers':
    'Location,RateLimit,RateLimit-Policy,Retry-After,WWW-Authenticate,X-Request-Id',
};

const FROM = `Origin: ${ALLOWED_ORIGIN}`;

let service: Service;

beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());

describe('A preflight request', () => {
  const preflight = (origin: string, from = service) =>
    from.request.options('/me').set({ Origin: origin, 'Access-Control-Request-Method': 'GET' });

  it('CK-05 allows what front-end tools add to requests', async () => {
    const { headers } = await preflight(ALLOWED_ORIGIN);
    const allowed = headers['access-control-allow-headers']?.split(',');
    expect(allowed).toEqual(['Authorization', 'Content-Type', ...SENT_BY_TOOLS]);
    expect(allowed).toEqual(
      expect.arrayContaining([
        ...['traceparent', 'tracestate', 'baggage', 'sentry-trace'],
        ...['x-requested-with', 'x-request-id', 'idempotency-key'],
      ]),
    );
  });

  it('CK-05 allows what the settings say', async () => {
    const other = await startService({ CORS_ALLOWED_HEADERS: 'X-Tenant' });
    const { headers } = await preflight(ALLOWED_ORIGIN, other);
    expect(headers['access-control-allow-headers']).toBe('Authorization,Content-Type,X-Tenant');
    await other.stop();
  });
});

/** Refusals that no route decides. */
const REFUSALS: [name: string, status: number, request: (...fields: string[]) => string | Buffer][] = [
  ['no Host', 400, (...fields) => `GET /me HTTP/1.1\r\nConnection: close\r\n${fields.join('\r\n')}\r\n\r\n`],
  ['a head that cannot be read', 400, (...fields) => requestHead('GET /me HTTP/1.1', ...fields, 'Broken')],
  ['two lengths', 400, (...fields) => rawPost('/auth/login', '{}', ...fields, 'Content-Length: 3')],
  ['a chunk that cannot be read', 400, chunked],
  ['a path that cannot be read', 400, (...fields) => requestHead('GET /users/%ff HTTP/1.1', ...fields)],
  ['no such path', 404, (...fields) => requestHead('GET /nowhere HTTP/1.1', ...fields)],
  ['another method', 405, (...fields) => requestHead('PURGE /me HTTP/1.1', ...fields)],
  ['a large body', 413, (...fields) => rawPost('/auth/login', 'x'.repeat(17_000), ...fields)],
  ['another type', 415, (...fields) => rawPost('/auth/login', '{}', ...fields, 'Content-Type: text/plain')],
  [
    'a large head',
    431,
    (...fields) => requestHead('GET /me HTTP/1.1', ...fields, `X: ${'x'.repeat(17_000)}`),
  ],
];

/** Sends the request in two packets. The first one ends after this field. Before it, it has another request, whose answer shows that it was read. */
async function inTwoPackets(url: string, request: string | Buffer, field: string, ...fieldsBefore: string[]) {
  const text = request.toString('latin1');
  const middle = text.indexOf(field) + field.length;
  const before = ['GET /health/live HTTP/1.1', 'Host: localhost', ...fieldsBefore].join('\r\n');
  const connection = await RawConnection.open(url);
  connection.send(`${before}\r\n\r\n${text.slice(0, middle)}`);
  await connection.responses(1);
  connection.send(text.slice(middle));
  const [, response] = await connection.untilClosed();
  return response;
}

function chunked(...fields: string[]): string {
  const lines = ['Content-Type: application/json', 'Transfer-Encoding: chunked', ...fields];
  return `${requestHead('POST /auth/login HTTP/1.1', ...lines)}nonsense\r\n`;
}

describe.each(REFUSALS)('A refusal because of %s', (_, status, request) => {
  it('CK-05 ER-01 can be read by allowed pages', async () => {
    const [response] = await sendRaw(service.url, request(FROM));
    expect(response?.status).toBe(status);
    expect(response?.headers).toMatchObject(READABLE);
    expect(response?.headers['vary']).toBe('Origin');
  });

  it.each(['Origin: https://evil.example', `Origin: ${ALLOWED_ORIGIN}.evil.example`, 'Origin: null', 'X: y'])(
    'CK-05 cannot be read by others: %s',
    async (field) => {
      const [response] = await sendRaw(service.url, request(field));
      expect(response?.status).toBe(status);
      expect(response?.headers).not.toHaveProperty('access-control-allow-origin');
    },
  );
});

describe.each(REFUSALS)('A refusal because of %s, of a request in two packets,', (_, status, request) => {
  const OTHER_ORIGIN = 'https://other.example.com';
  const FROM_OTHER = `Origin: ${OTHER_ORIGIN}`;
  let ofTwoOrigins: Service;

  beforeAll(async () => {
    ofTwoOrigins = await startService({ ALLOWED_ORIGINS: `${ALLOWED_ORIGIN},${OTHER_ORIGIN}` });
  });
  afterAll(() => ofTwoOrigins.stop());

  it('CK-05 ER-01 can be read by pages of the only allowed origin', async () => {
    const response = await inTwoPackets(service.url, request(FROM), FROM);
    expect(response?.status).toBe(status);
    expect(response?.headers).toMatchObject({ ...READABLE, vary: 'Origin' });
  });

  it('CK-05 ER-01 can be read by pages whose request before came on this connection', async () => {
    const response = await inTwoPackets(ofTwoOrigins.url, request(FROM_OTHER), FROM_OTHER, FROM_OTHER);
    expect(response?.status).toBe(status);
    expect(response?.headers).toMatchObject({ ...READABLE, 'access-control-allow-origin': OTHER_ORIGIN });
  });

  it('CK-05 ER-01 can be read by pages of the first of several allowed origins', async () => {
    const response = await inTwoPackets(ofTwoOrigins.url, request(FROM), FROM);
    expect(response?.headers).toMatchObject(READABLE);
  });

  it.each(['Origin: https://evil.example', 'Origin: null', 'X: y'])(
    'CK-05 cannot be read by others: %s',
    async (field) => {
      const response = await inTwoPackets(ofTwoOrigins.url, request(field), field, field);
      expect(response?.status).toBe(status);
      const { 'access-control-allow-origin': named = ALLOWED_ORIGIN } = response?.headers ?? {};
      expect(named).toBe(ALLOWED_ORIGIN);
    },
  );
});

it('CK-05 a refusal of a body in two packets names no origin to others', async () => {
  const foreign = 'Origin: https://evil.example';
  const response = await inTwoPackets(service.url, chunked(foreign), foreign);
  expect(response?.status).toBe(400);
  expect(response?.headers).not.toHaveProperty('access-control-allow-origin');
});

describe('A refusal because of limits', () => {
  it('CK-05 LG-09 can be read by allowed pages', async () => {
    const limited = await startService({ THROTTLING: 'in-memory' });
    const logIn = () =>
      limited.request
        .post('/auth/login')
        .set('Origin', ALLOWED_ORIGIN)
        .send({ email: newEmail(), password: 'x' });
    let response = await logIn();
    for (let attempts = 1; response.status !== 429 && attempts < 30; attempts += 1) response = await logIn();
    expectProblem(response, 429, 'too-many-requests');
    expect(response.headers).toMatchObject(READABLE);
    await limited.stop();
  });

  it('CK-05 DS-03 can be read by allowed pages when the service is overloaded', async () => {
    const settings = { HASHING_CONCURRENCY: '1', HASHING_QUEUE_LIMIT: '0' };
    const busy = await startService(settings, { fullHashingCost: true });
    const register = () =>
      busy.request
        .post('/auth/register')
        .set('Origin', ALLOWED_ORIGIN)
        .send({ email: newEmail(), password: PASSWORD })
        .then((response) => response);
    const responses = await Promise.all(Array.from({ length: 20 }, register));
    const refused = responses.find(({ status }) => status === 503);
    expect(refused?.body).toMatchObject({ code: 'overloaded' });
    expect(refused?.headers).toMatchObject(READABLE);
    await busy.stop();
  });

  it.each([
    ['the head', ''],
    ['the body', 'Content-Length: 10\r\n\r\n{'],
  ])('CK-05 DS-04 can be read by allowed pages when %s takes too long', async (_, rest) => {
    const app = express();
    app.post('/', () => {});
    const limits = { headersTimeout: 20, requestTimeout: 40, connectionsCheckingInterval: 10 };
    const server = createExpressServer(app, limits);
    const connections = new OpenConnections({ total: 10, perNetwork: 10 }, () => {});
    server.on('connection', (socket) => connections.add(socket, undefined));
    server.prependListener('request', (_request, response) => connections.answering(response));
    answerClientErrors(server, connections, crossOriginHeaders({ allowedOrigins: [ALLOWED_ORIGIN] }));
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const connection = await RawConnection.open(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    connection.send(`POST / HTTP/1.1\r\nHost: localhost\r\n${FROM}\r\n${rest}`);
    const [response] = await connection.untilClosed();
    expect(response?.status).toBe(408);
    expect(response?.headers).toMatchObject(READABLE);
    server.close();
  });
});

it('ER-03 the service is unharmed afterwards', () => expectUnharmed(service));
