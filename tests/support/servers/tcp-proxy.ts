import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** A proxy in front of a real server. With it, a test can simulate an outage for one adapter without affecting the others. */
export class TcpProxy {
  readonly #sockets = new Set<Socket>();
  #server: Server | undefined;
  #port = 0;
  #isSilent = false;
  #delayMs = 0;
  #roundTrips = 0;
  #longestChain = 0;

  private constructor(private readonly target: URL) {}

  static async to(url: string): Promise<TcpProxy> {
    const proxy = new TcpProxy(new URL(url));
    await proxy.#listen();
    return proxy;
  }

  get port(): number {
    return this.#port;
  }

  /** The URL of the server, with the address of the proxy. */
  get url(): string {
    const url = new URL(this.target);
    url.host = `127.0.0.1:${this.#port}`;
    return url.href;
  }

  /** The number of round trips: how often a client has written and then waited for the server. */
  get roundTrips(): number {
    return this.#roundTrips;
  }

  /**
   * The number of round trips that follow each other, over all connections: each begins after the one before it is over. Round
   * trips at the same time count as one.
   */
  get sequentialRoundTrips(): number {
    return this.#longestChain;
  }

  /** Refuses new connections and breaks open ones. */
  async refuse(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    const closed = server && once(server.close(), 'close');
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  /** Accepts connections but forwards no data until `restore`, like a server that hangs. */
  silence(): void {
    this.#isSilent = true;
    for (const socket of this.#sockets) socket.pause();
  }

  /** Delays each answer by this number of milliseconds. */
  delay(ms: number): void {
    this.#delayMs = ms;
  }

  /** Forwards data again, including data that was held back. */
  async restore(): Promise<void> {
    this.#isSilent = false;
    this.#delayMs = 0;
    for (const socket of this.#sockets) socket.resume();
    if (!this.#server) await this.#listen();
  }

  close(): Promise<void> {
    return this.refuse();
  }

  async #listen(): Promise<void> {
    this.#server = createServer((client) => this.#accept(client)).listen(this.#port, '127.0.0.1');
    await once(this.#server, 'listening');
    this.#port = (this.#server.address() as AddressInfo).port;
  }

  #accept(client: Socket): void {
    const server = connect(Number(this.target.port), this.target.hostname);
    /** The place in its chain of the round trip that is under way. */
    let place: number | undefined;
    client.on('data', (request) => {
      if (place === undefined) {
        this.#roundTrips += 1;
        place = this.#longestChain + 1;
      }
      server.write(request);
    });
    server.on('data', (answer) => {
      this.#longestChain = Math.max(this.#longestChain, place ?? 0);
      place = undefined;
      this.#later(() => client.write(answer));
    });
    this.#tie(client, server);
    this.#tie(server, client);
  }

  #tie(socket: Socket, other: Socket): void {
    this.#sockets.add(socket);
    if (this.#isSilent) socket.pause();
    socket.setNoDelay();
    socket.on('error', () => {});
    socket.on('close', () => {
      this.#sockets.delete(socket);
      other.destroy();
    });
  }

  #later(carry: () => void): void {
    if (this.#delayMs > 0) setTimeout(carry, this.#delayMs);
    else carry();
  }
}
