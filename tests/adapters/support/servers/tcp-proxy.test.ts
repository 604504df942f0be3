import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { jest } from '@jest/globals';
import { TcpProxy } from '../../../support/servers/tcp-proxy.js';

describe('The proxy in front of a server', () => {
  let echo: Server;
  let proxy: TcpProxy;
  const sockets: Socket[] = [];

  const connectTo = async (port: number) => {
    const socket = connect(port, '127.0.0.1').on('error', () => {});
    sockets.push(socket);
    await once(socket, 'connect');
    return socket;
  };
  const open = () => connectTo(proxy.port);
  const answerOf = async (socket: Socket) => String((await once(socket, 'data'))[0]);
  const ask = (socket: Socket, question: string) => {
    socket.write(question);
    return answerOf(socket);
  };
  /** Long enough for an answer that is not delayed. */
  const tenRoundTrips = async () => {
    const direct = await connectTo((echo.address() as AddressInfo).port);
    for (let trip = 0; trip < 10; trip += 1) await ask(direct, 'still there?');
  };

  beforeEach(async () => {
    echo = createServer((socket) => socket.on('error', () => {}).pipe(socket)).listen(0, '127.0.0.1');
    await once(echo, 'listening');
    const { port } = echo.address() as AddressInfo;
    proxy = await TcpProxy.to(`echo://name:secret@127.0.0.1:${port}/room?option=1`);
  });

  afterEach(async () => {
    for (const socket of sockets.splice(0)) socket.destroy();
    await proxy.close();
    await once(echo.close(), 'close');
  });

  it('forwards data in both directions', async () => {
    expect(await ask(await open(), 'hello')).toBe('hello');
  });

  it('has the URL of the server, with an address of its own', () => {
    expect(proxy.url).toBe(`echo://name:secret@127.0.0.1:${proxy.port}/room?option=1`);
  });

  it('refuses new connections and breaks the open ones, until it is restored at the same port', async () => {
    const client = await open();
    const { port } = proxy;
    await ask(client, 'hello');
    await Promise.all([once(client, 'close'), proxy.refuse()]);
    await expect(open()).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    await proxy.restore();
    expect(proxy.port).toBe(port);
    expect(await ask(await open(), 'hello again')).toBe('hello again');
  });

  it('forwards nothing on open and new connections until it is restored, and then the held data', async () => {
    const before = await open();
    await ask(before, 'hello');
    proxy.silence();
    const during = await open();
    const answers: string[] = [];
    for (const client of [before, during]) {
      client.on('data', (answer) => answers.push(String(answer)));
      client.write('anyone?');
    }
    await tenRoundTrips();
    expect(answers).toEqual([]);
    await Promise.all([answerOf(before), answerOf(during), proxy.restore()]);
    expect(answers).toEqual(['anyone?', 'anyone?']);
  });

  it('delays each answer by the given time, and keeps their order', async () => {
    const client = await open();
    const later = jest.spyOn(globalThis, 'setTimeout');
    proxy.delay(1);
    let answers = '';
    client.on('data', (answer) => {
      answers += answer;
    });
    for (const part of ['a', 'b', 'c']) client.write(part);
    while (answers.length < 3) await once(client, 'data');
    expect(answers).toBe('abc');
    expect(later).toHaveBeenCalledWith(expect.any(Function), 1);
    later.mockRestore();
  });

  it('ends the connection of one side when the other ends its own', async () => {
    const [[accepted], client] = await Promise.all([once(echo, 'connection'), open()]);
    const ended = once(accepted, 'close');
    client.destroy();
    await ended;
  });
});
