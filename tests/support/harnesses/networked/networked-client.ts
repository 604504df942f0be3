import { connect, type Socket } from 'node:net';
import { DependencyUnavailable } from '../../../../src/domain/shared/common.errors.js';
import { withTimeLimit } from '../../../../src/infrastructure/time-limit.js';
import { decode, encode, onLines, Refused, type Reply } from './networked-protocol.js';

export const LIMIT_MS = 400;

interface Connection {
  readonly socket: Socket;
  readonly waiting: Map<number, { resolve(reply: Reply): void; reject(error: Error): void }>;
}

/** The behaviour of the client. A mutant changes one of these members. */
export interface ClientBehaviour {
  readonly limitMs?: number;
  readonly keepsCause?: boolean;
  readonly recovers?: boolean;
}

/** One connection to a `NetworkedServer`. The first call opens it, and so does the first call after it broke. */
export class NetworkedClient {
  #connection: Connection | undefined;
  #lastId = 0;
  #hasFailed = false;

  constructor(
    private readonly port: number,
    private readonly dependency: string,
    private readonly behaviour: ClientBehaviour = {},
  ) {}

  /** @throws Refused if the server rejects the request, DependencyUnavailable if it does not answer */
  async call(operation: string, ...parameters: readonly unknown[]): Promise<unknown> {
    const { limitMs = LIMIT_MS, keepsCause = true, recovers = true } = this.behaviour;
    try {
      if (this.#hasFailed && !recovers) throw new Error('closed after an earlier failure');
      const reply = this.#send(operation, parameters);
      const { value, refusal } = await (limitMs === Number.POSITIVE_INFINITY
        ? reply
        : withTimeLimit(limitMs, reply));
      if (refusal) throw new Refused(refusal);
      return value;
    } catch (error) {
      if (error instanceof Refused) throw error;
      this.#hasFailed = true;
      this.close();
      throw new DependencyUnavailable(this.dependency, keepsCause ? { cause: error } : undefined);
    }
  }

  close(): void {
    this.#connection?.socket.destroy();
    this.#connection = undefined;
  }

  #send(operation: string, parameters: readonly unknown[]): Promise<Reply> {
    this.#connection ??= this.#open();
    const { socket, waiting } = this.#connection;
    this.#lastId += 1;
    const id = this.#lastId;
    return new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject });
      socket.write(`${encode({ id, operation, parameters })}\n`);
    });
  }

  #open(): Connection {
    const socket = connect(this.port, '127.0.0.1');
    const connection: Connection = { socket, waiting: new Map() };
    let failure = new Error('the connection was closed');
    socket.on('error', (error) => {
      failure = error;
    });
    socket.on('close', () => {
      if (this.#connection === connection) this.#connection = undefined;
      for (const { reject } of connection.waiting.values()) reject(failure);
    });
    onLines(socket, (line) => {
      const reply = decode(line) as Reply;
      connection.waiting.get(reply.id)?.resolve(reply);
      connection.waiting.delete(reply.id);
    });
    return connection;
  }
}
