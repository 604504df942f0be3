import { Agent, get } from 'node:http';
import supertest from 'supertest';
import { RawConnection } from '../support/http/raw-http.js';
import { type Service, startService, testSettings } from '../support/service/service.js';
import { type SpawnedService, spawnService } from '../support/service/service-process.js';

const CREDENTIALS = JSON.stringify({ email: 'nobody@example.com', password: 'wrong' });

/** A login request without its last byte. */
const UNFINISHED = `POST /auth/login HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: ${CREDENTIALS.length}\r\n\r\n${CREDENTIALS.slice(0, -1)}`;

describe('GET /health', () => {
  let service: Service;

  beforeAll(async () => {
    service = await startService();
  });
  afterAll(() => service.stop());

  it('reports alive and ready without authentication', async () => {
    const live = await service.request.get('/health/live');
    expect({ status: live.status, body: live.body }).toEqual({ status: 200, body: { status: 'ok' } });
    const ready = await service.request.get('/health/ready');
    expect({ status: ready.status, body: ready.body.status }).toEqual({ status: 200, body: 'ok' });
  });
});

describe('A service that is told to stop', () => {
  let service: SpawnedService;

  beforeEach(async () => {
    service = await spawnService(testSettings());
  });
  afterEach(() => service.stop());

  const stopping = () => service.logBook.waitFor(({ msg }) => String(msg).startsWith('Stopping'));

  it('DS-04 finishes requests in flight, reports unready and accepts no new connection', async () => {
    const connection = await RawConnection.open(service.url);
    connection.send(UNFINISHED);
    await supertest(service.url).get('/health/ready').expect(200);
    service.child.kill('SIGTERM');
    await stopping();
    while (await accepts(service.url));

    connection.send(CREDENTIALS.slice(-1), 'GET /health/ready HTTP/1.1\r\nHost: localhost\r\n\r\n');
    const [login, ready] = await connection.untilClosed();
    expect(login?.status).toBe(401);
    expect(ready?.status).toBe(503);
    expect(ready?.headers['connection']).toBe('close');
    expect(JSON.parse(ready?.body ?? '')).toMatchObject({ status: 'draining' });
    expect(await service.ended).toBe(0);
  });

  it('does not wait for connections without a request', async () => {
    const connection = await RawConnection.open(service.url);
    await supertest(service.url).get('/health/live').expect(200);
    service.child.kill('SIGTERM');
    expect(await connection.untilClosed()).toEqual([]);
    expect(await service.ended).toBe(0);
    // After ten seconds, the remaining connections are closed.
  }, 8_000);

  it.each(['SIGINT', 'SIGQUIT', 'SIGHUP'] as const)(
    'finishes requests in flight after %s, too',
    async (signal) => {
      const connection = await RawConnection.open(service.url);
      connection.send(UNFINISHED);
      await supertest(service.url).get('/health/live').expect(200);
      service.child.kill(signal);
      await stopping();
      connection.send(CREDENTIALS.slice(-1));
      expect(await connection.untilClosed()).toMatchObject([{ status: 401 }]);
      expect(await service.ended).toBe(0);
    },
  );

  it('DS-04 resets no connection on which requests follow each other', async () => {
    const clients = Array.from({ length: 40 }, () => busyClient(service.url));
    await Promise.all(clients.map(({ answered }) => answered));
    service.child.kill('SIGTERM');
    const ends = await Promise.all(clients.map(({ ended }) => ended));
    expect(ends).toEqual(clients.map(() => 'told to close'));
    expect(await service.ended).toBe(0);
  });

  it('stops immediately after a second signal', async () => {
    const connection = await RawConnection.open(service.url);
    connection.send(UNFINISHED);
    await supertest(service.url).get('/health/live').expect(200);
    service.child.kill('SIGTERM');
    await stopping();
    service.child.kill('SIGTERM');
    expect(await service.ended).toBe(1);
    connection.close();
  });
});

describe('A service that is told to stop, with a shutdown delay', () => {
  it('DS-04 answers unready on new connections and closes them, until it is told again', async () => {
    const service = await spawnService(testSettings({ SHUTDOWN_DELAY_SECONDS: '300' }));
    service.child.kill('SIGTERM');
    await service.logBook.waitFor(({ msg }) => String(msg).startsWith('Stopping'));
    const agent = new Agent({ keepAlive: true });
    for (const [path, status] of [
      ['/health/ready', 503],
      ['/health/live', 200],
      ['/me', 401],
    ] as const) {
      const response = await supertest(service.url).get(path).agent(agent);
      expect({ status: response.status, connection: response.headers['connection'] }).toEqual({
        status,
        connection: 'close',
      });
    }
    service.child.kill('SIGTERM');
    expect(await service.ended).toBe(1);
  });

  it('DS-04 accepts no new connections after the delay, and ends', async () => {
    const service = await spawnService(testSettings({ SHUTDOWN_DELAY_SECONDS: '1' }));
    service.child.kill('SIGTERM');
    await service.logBook.waitFor(({ msg }) => String(msg).startsWith('Stopping'));
    expect(await accepts(service.url)).toBe(true);
    while (await accepts(service.url));
    expect(await service.ended).toBe(0);
  });
});

describe('An idle connection', () => {
  it.each([
    ['5 s', {}],
    ['125 s behind a proxy', { TRUST_PROXY: 'loopback' }],
    ['5 s behind no proxy', { TRUST_PROXY: '0' }],
    ['as long as the setting says', { TRUST_PROXY: '1', KEEP_ALIVE_TIMEOUT_SECONDS: '70' }],
  ])('DS-04 is kept for %s', async (expected, settings) => {
    const service = await startService(settings);
    const connection = await RawConnection.open(service.url);
    connection.send('GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n');
    const [response] = await connection.responses(1);
    const seconds = Number.parseInt(expected, 10) || 70;
    expect(response?.headers).toMatchObject({ connection: 'keep-alive', 'keep-alive': `timeout=${seconds}` });
    connection.close();
    await service.stop();
  });
});

it('ER-03 an unhandled rejection is logged and ends the process', async () => {
  const plant = "process.once('SIGUSR2', () => Promise.reject(new Error('planted')))";
  const options = `--import=data:text/javascript,${encodeURIComponent(plant)}`;
  const service = await spawnService(testSettings({ NODE_OPTIONS: options }));
  service.child.kill('SIGUSR2');
  expect(await service.ended).toBe(1);
  const line = service.logBook.lines.at(-1);
  expect(line).toMatchObject({ level: 'fatal', origin: 'unhandledRejection', err: { message: 'planted' } });
});

/** Sends one request after the other on one connection. */
function busyClient(url: string) {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  let onFirst = (): void => {};
  const answered = new Promise<void>((resolve) => {
    onFirst = resolve;
  });
  const ended = new Promise<string>((resolve) => {
    const send = (): void => {
      const request = get(`${url}/health/live`, { agent }, (response) => {
        response.resume();
        response.once('end', () => {
          onFirst();
          if (response.headers.connection === 'close') resolve('told to close');
          else send();
        });
      });
      request.once('error', ({ message }) => resolve(message));
    };
    send();
  });
  return { answered, ended: ended.finally(() => agent.destroy()) };
}

async function accepts(url: string): Promise<boolean> {
  try {
    (await RawConnection.open(url)).close();
    return true;
  } catch {
    return false;
  }
}
