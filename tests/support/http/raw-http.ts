import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

export interface RawResponse {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface RawConnectionOptions {
  /** An address of this machine. */
  readonly from?: string;
  /** Keeps its own direction open when the service closes the other one. */
  readonly neverCloses?: boolean;
}

/** Sends bytes to a service that no well-behaved client would send, and reads the answer. */
export class RawConnection {
  #received = '';

  private constructor(private readonly socket: Socket) {
    socket.setEncoding('latin1');
    socket.on('data', (chunk: string) => {
      this.#received += chunk;
    });
    // A connection that the service resets has ended, too.
    socket.on('error', () => {});
  }

  static async open(url: string, options: RawConnectionOptions = {}): Promise<RawConnection> {
    const { hostname, port } = new URL(url);
    const { from, neverCloses = false } = options;
    const socket = connect({
      host: hostname,
      port: Number(port),
      allowHalfOpen: neverCloses,
      ...(from && { localAddress: from }),
    });
    await once(socket, 'connect');
    return new RawConnection(socket);
  }

  send(...chunks: (string | Buffer)[]): void {
    for (const chunk of chunks) this.socket.write(chunk);
  }

  /** Whether the connection has been neither answered nor closed. */
  get isWaiting(): boolean {
    return this.#received === '' && !this.socket.closed;
  }

  /** Resolves after the service has closed its direction of the connection, or reset the connection. */
  async untilEnded(): Promise<void> {
    if (this.socket.readableEnded || this.socket.closed) return;
    await Promise.race([once(this.socket, 'end'), once(this.socket, 'close')]);
  }

  /** Resolves to everything received, after the service has closed the connection. */
  async untilClosed(): Promise<RawResponse[]> {
    if (!this.socket.closed) await once(this.socket, 'close');
    return parseResponses(this.#received);
  }

  /** Resolves to everything received, after this number of complete responses. */
  async responses(count: number): Promise<RawResponse[]> {
    for (;;) {
      const responses = parseResponses(this.#received);
      if (responses.length >= count || this.socket.closed) return responses;
      // A reset is reported as an error, and closes the connection.
      await Promise.race([once(this.socket, 'data'), once(this.socket, 'close')]).catch(() => {});
    }
  }

  /** Stops reading from the connection. */
  stopReading(): void {
    this.socket.pause();
  }

  close(): void {
    this.socket.destroy();
  }

  /** Ends with a RST, after which the service can no longer ask for the address of the peer. */
  reset(): void {
    this.socket.resetAndDestroy();
  }
}

/** Sends one raw request on a connection of its own. */
export async function sendRaw(url: string, ...chunks: (string | Buffer)[]): Promise<RawResponse[]> {
  const connection = await RawConnection.open(url);
  connection.send(...chunks);
  const responses = await connection.untilClosed();
  connection.close();
  return responses;
}

/** The head of a request: the given lines and `Connection: close`. */
export function requestHead(requestLine: string, ...fields: string[]): string {
  return `${[requestLine, 'Host: localhost', 'Connection: close', ...fields].join('\r\n')}\r\n\r\n`;
}

/** A POST whose body is sent unchanged. */
export function rawPost(path: string, body: string | Buffer, ...fields: string[]): Buffer {
  const bytes = Buffer.from(body as string);
  const head = requestHead(
    `POST ${path} HTTP/1.1`,
    'Content-Type: application/json',
    `Content-Length: ${bytes.length}`,
    ...fields,
  );
  return Buffer.concat([Buffer.from(head), bytes]);
}

const LAST_CHUNK = '0\r\n\r\n';

/** Does not decode chunked bodies, because only Node's own error responses have them. */
function parseResponses(received: string): RawResponse[] {
  const responses: RawResponse[] = [];
  let rest = received;
  for (;;) {
    const end = rest.indexOf('\r\n\r\n');
    if (end < 0) return responses;
    const [statusLine = '', ...lines] = rest.slice(0, end).split('\r\n');
    const headers = Object.fromEntries(
      lines.map((line) => {
        const colon = line.indexOf(':');
        return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
      }),
    );
    const chunked = headers['transfer-encoding'] === 'chunked';
    const start = end + 4;
    const stop = chunked ? rest.indexOf(LAST_CHUNK, start) : start + Number(headers['content-length'] ?? 0);
    if (stop < start || rest.length < stop) return responses;
    responses.push({ status: Number(statusLine.split(' ')[1]), headers, body: rest.slice(start, stop) });
    rest = rest.slice(chunked ? stop + LAST_CHUNK.length : stop);
  }
}
