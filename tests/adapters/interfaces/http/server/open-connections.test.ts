import type { ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import type { Connection } from '../../../../../src/interfaces/http/server/connection.js';
import { OpenConnections } from '../../../../../src/interfaces/http/server/open-connections.js';

const HOME = '192.0.2.1';
const AWAY = '198.51.100.1';

/** A connection whose client leaves a given number of bytes unread. */
type FakeSocket = Socket & { writableLength: number };

function fakeSocket(): FakeSocket {
  const unread: PropertyDescriptor = { value: 0, writable: true };
  return Object.defineProperty(new Socket(), 'writableLength', unread) as FakeSocket;
}

describe('OpenConnections', () => {
  let ended: (string | undefined)[];
  let connections: OpenConnections;

  beforeEach(() => {
    ended = [];
    connections = new OpenConnections({ total: 4, perNetwork: 2 }, ({ network }) => ended.push(network));
  });

  const open = (network?: string): FakeSocket => {
    const socket = fakeSocket();
    connections.add(socket, network);
    return socket;
  };
  const request = (socket: Socket, { complete = true } = {}): { writableFinished: boolean } => {
    const response = { req: { socket, complete }, writableFinished: false };
    connections.answering(response as unknown as ServerResponse);
    return response;
  };
  const working = (network?: string): FakeSocket => {
    const socket = open(network);
    request(socket);
    return socket;
  };
  const areOpen = (...sockets: Socket[]): boolean[] => sockets.map(({ destroyed }) => !destroyed);

  it('DS-06 end the oldest of a network when it exceeds its limit', () => {
    const [other, first, second, third] = [open(AWAY), open(HOME), open(HOME), open(HOME)];
    expect(areOpen(other, first, second, third)).toEqual([true, false, true, true]);
    expect(ended).toEqual([HOME]);
  });

  it('DS-06 end the oldest of all when the total exceeds the limit', () => {
    const [oldest, ...others] = [open(), open(HOME), open(AWAY), open(), open()];
    expect(areOpen(oldest, ...others)).toEqual([false, true, true, true, true]);
    expect(ended).toEqual([undefined]);
  });

  it('DS-06 refuse a new one if all others wait for the service', () => {
    const [first, second] = [working(HOME), working(HOME)];
    const third = open(HOME);
    expect(areOpen(first, second, third)).toEqual([true, true, false]);
    const others = [working(AWAY), working(), open(AWAY)];
    expect(areOpen(...others)).toEqual([true, true, false]);
    expect(ended).toEqual([HOME, AWAY]);
  });

  it.each<[string, (socket: FakeSocket) => void]>([
    ['has sent nothing', () => {}],
    ['has its answer', (socket) => Object.assign(request(socket), { writableFinished: true })],
    ['has not sent all of its request', (socket) => request(socket, { complete: false })],
    [
      'does not read its answer',
      (socket) => {
        request(socket);
        socket.writableLength = 1;
      },
    ],
  ])('DS-06 count a connection as waiting for a client that %s', (_, bringAbout) => {
    const [busy, waiting] = [working(HOME), open(HOME)];
    bringAbout(waiting);
    const next = open(HOME);
    expect(areOpen(busy, waiting, next)).toEqual([true, false, true]);
  });

  it('DS-06 no longer count a connection that has ended', async () => {
    const first = working(HOME);
    first.destroy();
    await new Promise((resolve) => first.once('close', resolve));
    const [second, third] = [working(HOME), working(HOME)];
    expect(areOpen(second, third)).toEqual([true, true]);
    expect(ended).toEqual([]);
  });

  it('DS-04 measure how long an answer has been unread', () => {
    const socket = open();
    const unreadFor = (now: number): number => {
      let milliseconds = Number.NaN;
      connections.endWhere((connection: Connection) => {
        milliseconds = connection.unreadFor(now);
        return false;
      });
      return milliseconds;
    };
    expect(unreadFor(0)).toBe(0);
    socket.writableLength = 5;
    expect([unreadFor(1_000), unreadFor(3_000)]).toEqual([0, 2_000]);
    socket.writableLength = 0;
    expect(unreadFor(4_000)).toBe(0);
    socket.writableLength = 5;
    expect([unreadFor(5_000), unreadFor(6_000)]).toEqual([0, 1_000]);
  });

  it('end the requested connections', () => {
    const [busy, idle] = [working(HOME), open(HOME)];
    connections.endWhere(({ hasRequest }) => !hasRequest);
    expect(areOpen(busy, idle)).toEqual([true, false]);
    expect(areOpen(open(HOME), busy)).toEqual([true, true]);
    expect(ended).toEqual([]);
  });
});
