import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { Connection } from './connection.js';

/** How many connections there may be at a time. */
export interface ConnectionBounds {
  readonly total: number;
  readonly perNetwork: number;
}

/**
 * The open connections. Each holds a descriptor, and a process that has none left is out of reach for everybody (ASVS 15.2.2).
 *
 * At a bound, the oldest connection that waits for its client ends in favour of the new one. So connections that are
 * opened and not used keep nobody out, not even others behind the same address. The new one is refused only where all
 * of them wait for the service.
 */
export class OpenConnections {
  /** In the order in which they were opened. */
  readonly #all = new Map<Socket, Connection>();
  readonly #byNetwork = new Map<string, Set<Connection>>();
  /** With those that were ended and do not count any more. */
  readonly #sockets = new Set<Socket>();

  constructor(
    private readonly bounds: ConnectionBounds,
    /** Told of each connection that ends because of a bound. */
    private readonly onOverflow: (connection: Connection) => void,
  ) {}

  /** @param network the client's; undefined for a trusted proxy, for which only the total counts */
  add(socket: Socket, network: string | undefined): void {
    const connection = new Connection(socket, network);
    if (!this.makeRoom(network)) {
      this.onOverflow(connection);
      socket.destroy();
      return;
    }
    this.#all.set(socket, connection);
    if (network !== undefined) {
      const group = this.#byNetwork.get(network) ?? new Set();
      this.#byNetwork.set(network, group.add(connection));
    }
    this.#sockets.add(socket);
    socket.once('close', () => {
      this.#sockets.delete(socket);
      this.forget(connection);
    });
  }

  /** Notes that the head of a request has arrived. */
  answering(response: ServerResponse): void {
    const connection = this.#all.get(response.req.socket);
    if (connection) connection.latestResponse = response;
  }

  endWhere(matches: (connection: Connection) => boolean): void {
    for (const connection of this.#all.values()) if (matches(connection)) this.end(connection);
  }

  /** Resolves when everyone who listens for the end of a connection has been told. */
  async allClosed(): Promise<void> {
    const closings = Array.from(
      this.#sockets,
      (socket) => new Promise((resolve) => socket.once('close', resolve)),
    );
    await Promise.all(closings);
  }

  private makeRoom(network: string | undefined): boolean {
    const group = network === undefined ? undefined : this.#byNetwork.get(network);
    if (group && group.size >= this.bounds.perNetwork) return this.endOldestWaiting(group);
    if (this.#all.size >= this.bounds.total) return this.endOldestWaiting(this.#all.values());
    return true;
  }

  private endOldestWaiting(connections: Iterable<Connection>): boolean {
    for (const connection of connections) {
      if (!connection.waitsForClient) continue;
      this.onOverflow(connection);
      this.end(connection);
      return true;
    }
    return false;
  }

  private end(connection: Connection): void {
    connection.socket.destroy();
    this.forget(connection);
  }

  private forget(connection: Connection): void {
    this.#all.delete(connection.socket);
    if (connection.network === undefined) return;
    const group = this.#byNetwork.get(connection.network);
    group?.delete(connection);
    if (group?.size === 0) this.#byNetwork.delete(connection.network);
  }
}
