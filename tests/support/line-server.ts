import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { createInterface } from 'node:readline';

/** A small server that stands for a database: it takes one line and answers with one, after the right password. */
export class LineServer {
  readonly password = 'p,ss-w0rd/of:the store';
  /** Every line of every connection but the password. */
  readonly lines: string[] = [];
  connections = 0;
  migrated = false;
  readonly #sockets = new Set<Socket>();
  readonly #server = createServer((socket) => this.#accept(socket));

  async start(port = 0): Promise<void> {
    this.#server.listen(port, '127.0.0.1');
    await once(this.#server, 'listening');
  }

  get host(): string {
    return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** With a password that is no key: it has commas, and words in it that anyone guesses. */
  get url(): string {
    return `line://service:${encodeURIComponent(this.password)}@${this.host}`;
  }

  /** Resolves once every connection has ended, and no new one is accepted. */
  async stop(): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  get openConnections(): number {
    return this.#sockets.size;
  }

  #accept(socket: Socket): void {
    this.connections += 1;
    this.#sockets.add(socket);
    socket.on('close', () => this.#sockets.delete(socket)).on('error', () => {});
    let authenticated = false;
    createInterface({ input: socket }).on('line', (line) => {
      const [command, argument] = line.split(/ (.*)/s);
      if (command === 'AUTH') authenticated = argument === this.password;
      else this.lines.push(line);
      socket.write(`${authenticated ? this.#answer(line) : 'DENIED'}\n`);
    });
  }

  #answer(line: string): string {
    if (line === 'MIGRATE') this.migrated = true;
    return line === 'SCHEMA' ? String(this.migrated) : 'OK';
  }
}
