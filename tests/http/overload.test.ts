import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import { jest } from '@jest/globals';
import express from 'express';
import { loadConfiguration } from '../../src/composition/configuration/load-configuration.js';
import { answerClientErrors } from '../../src/interfaces/http/server/client-error.js';
import {
  CLOSE_TIMEOUT_MS,
  CONNECTION_LIMITS,
  DRAIN_TIMEOUT_MS,
  MAX_HEADERS_COUNT,
  UNREAD_ANSWER_TIMEOUT_MS,
} from '../../src/interfaces/http/server/connection-limits.js';
import { createExpressServer } from '../../src/interfaces/http/server/express-server.js';
import { OpenConnections } from '../../src/interfaces/http/server/open-connections.js';
import { bearer, logIn, PASSWORD, refresh, register } from '../support/http/http-client.js';
import { expectProblem, expectUnharmed } from '../support/http/problems.js';
import { RawConnection } from '../support/http/raw-http.js';
import { type Service, startService, testSettings } from '../support/service/service.js';

const noConnections = () => new OpenConnections({ total: 0, perNetwork: 0 }, () => {});

describe('More logins than the service can hash', () => {
  let service: Service;

  beforeAll(async () => {
    service = await startService(
      { HASHING_CONCURRENCY: '1', HASHING_QUEUE_LIMIT: '4' },
      { fullHashingCost: true },
    );
  });
  afterAll(() => service.stop());

  it('DS-03 DS-07 are refused, while all other requests are served', async () => {
    const account = await register(service);
    const { accessToken, refreshToken } = await logIn(service, account);
    const flood = Array.from({ length: 40 }, (_, index) =>
      service.request
        .post('/auth/login')
        .send({ email: index % 2 ? account.email : 'nobody@example.com', password: PASSWORD })
        .then((response) => response),
    );
    const others = await Promise.all([
      service.request.get('/health/live'),
      service.request.get('/me').set(bearer(accessToken)),
      refresh(service, refreshToken),
    ]);
    expect(others.map(({ status }) => status)).toEqual([200, 200, 200]);

    const responses = await Promise.all(flood);
    const refused = responses.filter(({ status }) => status === 503);
    expect(new Set(responses.map(({ status }) => status))).toEqual(new Set([200, 401, 503]));
    expect(refused.length).toBeGreaterThan(0);
    for (const response of refused) {
      expectProblem(response, 503, 'overloaded');
      expect(Number(response.headers['retry-after'])).toBeGreaterThan(0);
    }
    await logIn(service, account);
    expect(service.logBook.lines.filter(({ level }) => level === 'error')).toEqual([]);
    const warnings = service.logBook.lines.filter(({ msg }) => msg === 'Requests were refused: overloaded.');
    expect(warnings.length).toBeGreaterThan(0);
    expect(warnings.filter(({ err }) => err !== undefined)).toEqual([]);
  });

  it('DS-03 do not reveal whether the account exists', async () => {
    const { email } = await register(service);
    const attempt = (account: string) =>
      service.request.post('/auth/login').send({ email: account, password: 'wrong' });
    const responses = await Promise.all(
      Array.from({ length: 40 }, (_, index) => attempt(index % 2 ? email : 'nobody@example.com')),
    );
    const answers = responses.map(({ status, body }) => JSON.stringify({ ...body, requestId: '', status }));
    expect(new Set(answers).size).toBe(2);
  });
});

describe('A slow client', () => {
  let service: Service;
  const connections: RawConnection[] = [];

  beforeAll(async () => {
    service = await startService();
  });
  afterEach(() => jest.useRealTimers());
  afterAll(async () => {
    for (const connection of connections) connection.close();
    await service.stop();
  });

  it('DS-04 does not delay others', async () => {
    for (let count = 0; count < 100; count += 1) {
      const connection = await RawConnection.open(service.url);
      connections.push(connection);
      connection.send(
        count % 2
          ? 'POST /auth/login HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"e'
          : 'GET /me HTTP/1.1\r\nHost: loc',
      );
    }
    await expectUnharmed(service);
    // All slow connections were still open and unanswered, so no request waited for one of them to end.
    expect(connections.every((connection) => connection.isWaiting)).toBe(true);
  });

  it('DS-04 may send a hundred header fields; further ones are ignored', async () => {
    const fields = Array.from({ length: 400 }, (_, index) => `X-${index}: 1`);
    const connection = await RawConnection.open(service.url);
    connections.push(connection);
    connection.send(`GET /health/live HTTP/1.1\r\nHost: localhost\r\n${fields.join('\r\n')}\r\n\r\n`);
    const [response] = await connection.responses(1);
    expect([200, 431]).toContain(response?.status);
  });

  it('DS-04 has ten seconds for the head of a request and thirty for the whole', async () => {
    const { maxHeaderSize, headersTimeout, requestTimeout } = CONNECTION_LIMITS;
    expect(maxHeaderSize).toBeLessThanOrEqual(16 * 1_024);
    expect(headersTimeout).toBeLessThanOrEqual(10_000);
    expect(requestTimeout).toBeLessThanOrEqual(30_000);
    const { KEEP_ALIVE_TIMEOUT_SECONDS } = await loadConfiguration(testSettings());
    expect(KEEP_ALIVE_TIMEOUT_SECONDS).toBeLessThanOrEqual(5);
    expect(CONNECTION_LIMITS.connectionsCheckingInterval).toBeLessThanOrEqual(headersTimeout / 2);
    expect(MAX_HEADERS_COUNT).toBeLessThanOrEqual(100);
    // For Node, zero means no limit.
    for (const limit of [...Object.values(CONNECTION_LIMITS), MAX_HEADERS_COUNT])
      expect(limit).toBeGreaterThan(0);
  });

  it('DS-04 has thirty seconds to read an answer, one to close, and ten once the service is to stop', () => {
    expect(UNREAD_ANSWER_TIMEOUT_MS).toBeLessThanOrEqual(30_000);
    expect(CLOSE_TIMEOUT_MS).toBeLessThanOrEqual(1_000);
    expect(DRAIN_TIMEOUT_MS).toBeLessThanOrEqual(10_000);
  });

  it.each([
    ['the head', 'GET /me HTTP/1.1\r\nHost: loc'],
    ['the body', 'POST /auth/login HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\n{'],
  ])('DS-04 ER-01 is told when the time for %s is over', async (_, bytes) => {
    const brief = { headersTimeout: 20, requestTimeout: 40, connectionsCheckingInterval: 10 };
    const server = createExpressServer(express(), { ...CONNECTION_LIMITS, ...brief });
    answerClientErrors(server, noConnections(), () => []);
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const connection = await RawConnection.open(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    connection.send(bytes);
    const [response] = await connection.untilClosed();
    expect(response?.status).toBe(408);
    expect(response?.headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(JSON.parse(response?.body ?? '')).toMatchObject({ title: 'Malformed request', status: 408 });
    server.close();
  });

  it.each([
    ['too slow', 'GET /me HTTP/1.1\r\nHost: loc', { headersTimeout: 20, connectionsCheckingInterval: 10 }],
    ['malformed', 'nonsense\r\n\r\n', {}],
    ['too large', `GET / HTTP/1.1\r\nX: ${'x'.repeat(20_000)}`, {}],
  ])('DS-04 and never closes is cut off after a request that is %s', async (_, bytes, limits) => {
    const server = createExpressServer(express(), { ...CONNECTION_LIMITS, ...limits });
    answerClientErrors(server, noConnections(), () => []);
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const accepted = once(server, 'connection') as Promise<[Socket]>;
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    jest.useFakeTimers({ doNotFake: ['Date', 'hrtime', 'nextTick', 'queueMicrotask', 'setImmediate'] });
    const connection = await RawConnection.open(url, { neverCloses: true });
    connection.send(bytes);
    const [socket] = await accepted;
    expect(await connection.responses(1)).toHaveLength(1);
    expect(socket.destroyed).toBe(false);
    jest.advanceTimersByTime(CLOSE_TIMEOUT_MS);
    expect(socket.destroyed).toBe(true);
    connection.close();
    server.close();
  });
});
