import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { createInterface } from 'node:readline';

/** A small server that imitates a database. After the correct password, it answers each line with one line. */
export class LineServer {
  readonly password = 'p,ss-w0rd/of:the store';
  /** Every line of every connection except the password. */
  readonly lines: string[] = [];
  connections = 0;
  migrated = false;
  /** Breaks the connection of whoever asks for the migrations. */
  hidesMigrations = false;
  readonly #sockets = new Set<Socket>();
  readonly #server = createServer((socket) => this.#accept(socket));

  async start(port = 0): Promise<void> {
    this.#server.listen(port, '127.0.0.1');
    await once(this.#server, 'listening');
  }

  get host(): string {
    return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** The URL, with a password that is not a key: it contains commas and common words. */
  get url(): string {
    return `line://service:${encodeURIComponent(this.password)}@${this.host}`;
  }

  /** Stops accepting connections and closes the open ones. Resolves after all of them have ended. */
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
      if (command === 'SCHEMA' && this.hidesMigrations) socket.destroy();
      socket.write(`${authenticated ? this.#answer(line) : 'DENIED'}\n`);
    });
  }

  #answer(line: string): string {
    if (line === 'MIGRATE') this.migrated = true;
    return line === 'SCHEMA' ? String(this.migrated) : 'OK';
  }
}
