import { jest } from '@jest/globals';
import express, { type Express } from 'express';
import { OutageLog } from '../../../../../src/interfaces/http/outage-log.js';
import { Readiness } from '../../../../../src/interfaces/http/readiness.js';
import {
  DRAIN_IDLE_TIMEOUT_MS,
  DRAIN_INTERVAL_MS,
  UNREAD_ANSWER_TIMEOUT_MS,
} from '../../../../../src/interfaces/http/server/connection-limits.js';
import { HttpServer } from '../../../../../src/interfaces/http/server/http-server.js';
import { OpenConnections } from '../../../../../src/interfaces/http/server/open-connections.js';
import { FakeClock } from '../../../../support/fakes/fake-clock.js';
import { RecordingLogger } from '../../../../support/fakes/recording-logger.js';
import { RawConnection } from '../../../../support/http/raw-http.js';

/** More bytes than the buffers of the system can hold. */
const LARGE = Buffer.alloc(32 * 1_024 * 1_024);

function serverOf(app: Express, connections: OpenConnections): HttpServer {
  const clock = new FakeClock();
  const readiness = new Readiness([], new OutageLog(new RecordingLogger(), clock), clock);
  const times = { keepAliveTimeoutMs: 5_000, shutdownDelayMs: 0 };
  return new HttpServer(
    app,
    readiness,
    connections,
    () => undefined,
    times,
    () => [],
  );
}

describe('HttpServer', () => {
  const app = express();
  app.get('/large', (_request, response) => void response.end(LARGE));
  app.get('/never', () => {});

  const connections = new OpenConnections({ total: 10, perNetwork: 10 }, () => {});
  const server = serverOf(app, connections);
  let url: string;

  beforeAll(async () => {
    jest.useFakeTimers({
      doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask', 'setTimeout', 'clearTimeout', 'Date'],
    });
    url = await server.listen(0, '127.0.0.1');
  });
  afterAll(async () => {
    jest.useRealTimers();
    await server.drain();
  });

  /** Resolves when the service has answered and the buffers of the system are full. */
  const untilUnread = async (): Promise<void> => {
    for (let found = false; !found; await new Promise((resolve) => setImmediate(resolve))) {
      connections.endWhere(({ socket }) => {
        found ||= socket.writableLength > 0;
        return false;
      });
    }
  };

  it('DS-04 ends a connection whose client does not read its answer', async () => {
    const connection = await RawConnection.open(url, { neverCloses: true });
    connection.stopReading();
    connection.send('GET /large HTTP/1.1\r\nHost: localhost\r\n\r\n');
    await untilUnread();
    let closed = false;
    connections.endWhere(({ socket }) => {
      socket.once('close', () => {
        closed = true;
      });
      return false;
    });
    jest.advanceTimersByTime(UNREAD_ANSWER_TIMEOUT_MS - 1);
    await new Promise((resolve) => setImmediate(resolve));
    expect(closed).toBe(false);
    jest.advanceTimersByTime(UNREAD_ANSWER_TIMEOUT_MS);
    await new Promise((resolve) => setImmediate(resolve));
    expect(closed).toBe(true);
    connection.close();
  });
});

describe('HttpServer that drains', () => {
  beforeEach(() => {
    jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask', 'Date'] });
  });
  afterEach(() => jest.useRealTimers());

  it('DS-04 ends connections without a request after a second, and finishes a request that takes longer', async () => {
    const app = express();
    let answer = () => {};
    const inProgress = new Promise<void>((resolve) => {
      app.get('/slow', (_request, response) => {
        answer = () => void response.end('done');
        resolve();
      });
    });
    const server = serverOf(app, new OpenConnections({ total: 10, perNetwork: 10 }, () => {}));
    const url = await server.listen(0, '127.0.0.1');
    const [idle, busy] = [await RawConnection.open(url), await RawConnection.open(url)];
    busy.send('GET /slow HTTP/1.1\r\nHost: localhost\r\n\r\n');
    await inProgress;

    const drained = server.drain();
    jest.advanceTimersByTime(DRAIN_IDLE_TIMEOUT_MS + DRAIN_INTERVAL_MS);
    expect(await idle.untilClosed()).toEqual([]);
    answer();
    expect(await busy.responses(1)).toMatchObject([{ status: 200, body: 'done' }]);
    jest.advanceTimersByTime(DRAIN_INTERVAL_MS);
    await busy.untilClosed();
    await drained;
  });
});
