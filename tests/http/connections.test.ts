import { platform } from 'node:process';
import { withTimeLimit } from '../../src/infrastructure/time-limit.js';
import { expectUnharmed } from '../support/http/problems.js';
import { RawConnection } from '../support/http/raw-http.js';
import { type Service, startService, testSettings } from '../support/service/service.js';
import { type SpawnedService, spawnService } from '../support/service/service-process.js';

const GET = 'GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n';

/** The bytes that a connection sends which is opened only to be held. */
const STALLED = [
  '',
  'GET /me HTTP/1.1\r\nHost: loc',
  'POST /auth/login HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"e',
  `${GET}GET /me HTTP/1.1\r\nHost: loc`,
];

async function openStalled(url: string, count: number, from: string): Promise<RawConnection[]> {
  const opening = Array.from({ length: count }, async (_, index) => {
    const connection = await RawConnection.open(url, { from, neverCloses: true });
    connection.send(STALLED[index % STALLED.length] ?? '');
    return connection;
  });
  return Promise.all(opening);
}

async function answersOn(connection: RawConnection): Promise<boolean> {
  connection.send(GET);
  return (await connection.responses(1))[0]?.status === 200;
}

async function answersAgainOn(connection: RawConnection): Promise<boolean> {
  connection.send(GET);
  return (await connection.responses(2)).length === 2;
}

/** Resolves when the service has ended this number of connections. */
function untilEnded(count: number, connections: readonly RawConnection[]): Promise<void> {
  let ended = 0;
  return new Promise((resolve) => {
    for (const connection of connections) {
      void connection.untilEnded().then(() => {
        ended += 1;
        if (ended === count) resolve();
      });
    }
  });
}

function close(connections: readonly RawConnection[]): void {
  for (const connection of connections) connection.close();
}

/** On other systems, the loopback interface has only one address, and there may be no `ulimit`. */
const onLinux = platform === 'linux' ? describe : describe.skip;

onLinux('A process with 300 descriptors, and 400 stalled connections from one address', () => {
  let service: SpawnedService;
  let stalled: RawConnection[];

  beforeAll(async () => {
    service = await spawnService(testSettings(), { descriptors: 300 });
    stalled = await openStalled(service.url, 400, '127.0.0.2');
  });
  afterAll(async () => {
    close(stalled);
    await service.stop();
  });

  it.each(['127.0.0.1', '127.0.0.2'])('DS-06 serves %s in the meantime', async (from) => {
    const others = await Promise.all(
      Array.from({ length: 20 }, () => RawConnection.open(service.url, { from })),
    );
    const answers = await Promise.all(others.map((connection) => answersOn(connection)));
    expect(answers).toEqual(Array(20).fill(true));
    close(others);
  });

  it('DS-06 uses at most a quarter of its descriptors for them, and logs that once', async () => {
    await untilEnded(400 - 75, stalled);
    const lines = service.logBook.lines.filter(({ msg }) =>
      String(msg).startsWith('Connections were closed'),
    );
    expect(lines).toEqual([expect.objectContaining({ level: 'warn', count: 1, network: '127.0.0.2' })]);
  });

  it('DS-04 stops without waiting for them', async () => {
    service.child.kill('SIGTERM');
    // After ten seconds, the remaining connections are closed.
    await expect(withTimeLimit(8_000, service.ended)).resolves.toBe(0);
  }, 20_000);
});

describe('One address', () => {
  let service: Service;
  const start = async (settings: Record<string, string>): Promise<void> => {
    service = await startService(settings);
  };
  afterEach(() => service.stop());

  it('DS-06 has at most as many connections as the setting allows, and the oldest waiting one is closed', async () => {
    await start({ MAX_CONNECTIONS_PER_ADDRESS: '2' });
    const [first, second] = [await RawConnection.open(service.url), await RawConnection.open(service.url)];
    expect(await answersOn(second)).toBe(true);
    const third = await RawConnection.open(service.url);
    // It ends without an answer. A connection that ends by a time-out gets 408.
    expect(await first.untilClosed()).toEqual([]);
    expect(await answersOn(third)).toBe(true);
    expect(await answersOn(second)).toBe(true);
    close([second, third]);
  });

  it.each(['1', 'loopback', '10.0.0.0/8, 127.0.0.1'])(
    'DS-06 is not bounded where it is a proxy that is trusted, by TRUST_PROXY=%s',
    async (proxies) => {
      await start({ MAX_CONNECTIONS_PER_ADDRESS: '2', TRUST_PROXY: proxies });
      const connections = await Promise.all(Array.from({ length: 9 }, () => RawConnection.open(service.url)));
      await Promise.all(connections.map((connection) => answersOn(connection)));
      // By now all of them have arrived, and the oldest would have been closed.
      expect(await Promise.all(connections.map(answersAgainOn))).toEqual(Array(9).fill(true));
      close(connections);
    },
  );

  it('DS-06 is limited by the total, even if it is a trusted proxy', async () => {
    await start({ MAX_CONNECTIONS: '2', TRUST_PROXY: 'loopback' });
    const silent = await Promise.all(Array.from({ length: 9 }, () => RawConnection.open(service.url)));
    await expectUnharmed(service);
    const received = await Promise.all(silent.slice(0, 7).map((connection) => connection.untilClosed()));
    expect(received.flat()).toEqual([]);
    close(silent);
  });
});
