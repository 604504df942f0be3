import type { AddressInfo } from 'node:net';
import { createServer, type Server, type Socket } from 'node:net';
import { FakeClock } from '../../fakes/fake-clock.js';
import type { Outage } from '../harness.js';
import { decode, encode, onLines, type Reply, type Request } from './networked-protocol.js';

export type Operations = Readonly<Record<string, (...parameters: never[]) => unknown>>;

/**
 * A store server that tests can break. Each request and each reply is one line of JSON. The server listens on a loopback port of
 * this process and keeps its data during an outage, like a database.
 */
export class NetworkedServer<Store> {
  readonly clock = new FakeClock();
  readonly #sockets = new Set<Socket>();
  #store: Store;
  #server: Server | undefined;
  #port = 0;
  #isSilent = false;

  private constructor(
    private readonly createStore: (clock: FakeClock) => Store,
    private readonly operationsOf: (store: Store) => Operations,
  ) {
    this.#store = createStore(this.clock);
  }

  static async start<Store>(
    createStore: (clock: FakeClock) => Store,
    operationsOf: (store: Store) => Operations,
  ): Promise<NetworkedServer<Store>> {
    const server = new NetworkedServer(createStore, operationsOf);
    await server.#listen();
    return server;
  }

  get port(): number {
    return this.#port;
  }

  /** The store that the server exposes. */
  get store(): Store {
    return this.#store;
  }

  reset(): void {
    this.#store = this.createStore(this.clock);
  }

  async breakStore(outage: Outage): Promise<void> {
    if (outage === 'refuses connections') await this.#refuse();
    else this.#isSilent = true;
  }

  async mend(): Promise<void> {
    this.#isSilent = false;
    if (!this.#server) await this.#listen();
  }

  async close(): Promise<void> {
    await this.#refuse();
  }

  async #listen(): Promise<void> {
    const server = createServer((socket) => this.#serve(socket));
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject).listen(this.#port, '127.0.0.1', resolve);
    });
    this.#port = (server.address() as AddressInfo).port;
    this.#server = server;
  }

  async #refuse(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    const closed = new Promise<void>((resolve) => {
      if (server) server.close(() => resolve());
      else resolve();
    });
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  #serve(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on('error', () => socket.destroy()).on('close', () => this.#sockets.delete(socket));
    onLines(socket, async (line) => {
      if (this.#isSilent) return;
      const reply = await this.#replyTo(decode(line) as Request);
      if (!socket.destroyed) socket.write(`${encode(reply)}\n`);
    });
  }

  async #replyTo({ id, operation, parameters }: Request): Promise<Reply> {
    try {
      const run = this.operationsOf(this.#store)[operation];
      return { id, value: await run?.(...(parameters as never[])) };
    } catch (error) {
      const { code, message } = error as { code?: string; message: string };
      return { id, refusal: { code: code ?? 'unknown', message } };
    }
  }
}
