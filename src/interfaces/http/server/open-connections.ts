import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { Connection } from './connection.js';

/** The maximum number of simultaneous connections. */
export interface ConnectionBounds {
  readonly total: number;
  readonly perNetwork: number;
}

/**
 * The open connections. Each uses a descriptor, and a process without free descriptors cannot be reached (ASVS 15.2.2).
 *
 * At a bound, the oldest connection that waits for its client is closed in favour of the new one. So idle connections cannot
 * lock out other clients, not even clients with the same address. The new connection is refused only if all others wait for
 * the service.
 */
export class OpenConnections {
  /** In the order in which they were opened. */
  readonly #all = new Map<Socket, Connection>();
  readonly #byNetwork = new Map<string, Set<Connection>>();
  /** Includes connections that are ended but not closed yet. These no longer count against the bounds. */
  readonly #sockets = new Set<Socket>();

  constructor(
    private readonly bounds: ConnectionBounds,
    /** Called for each connection that is ended or refused because of a bound. */
    private readonly onOverflow: (connection: Connection) => void,
  ) {}

  /** @param network the network of the client. Undefined for a trusted proxy, to which only the total bound applies */
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

  /** Records that the head of a request has arrived. */
  answering(response: ServerResponse): void {
    const connection = this.#all.get(response.req.socket);
    if (connection) connection.latestResponse = response;
  }

  /** The latest request whose head has arrived. */
  latestRequestOn(socket: Socket): IncomingMessage | undefined {
    return this.#all.get(socket)?.latestResponse?.req;
  }

  endWhere(matches: (connection: Connection) => boolean): void {
    for (const connection of this.#all.values()) if (matches(connection)) this.end(connection);
  }

  /** Resolves when all connections have emitted `close`. */
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
