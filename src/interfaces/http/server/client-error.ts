import { randomUUID } from 'node:crypto';
import { type Server, STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { CrossOriginHeaders } from '../middleware/cors.js';
import { API_HEADERS, type Header } from '../middleware/security-headers.js';
import { problemTypeOf } from '../problems/problem-types.js';
import { CLOSE_TIMEOUT_MS } from './connection-limits.js';
import type { OpenConnections } from './open-connections.js';
import { originOfRefused } from './origin-of-refused.js';

interface Refusal {
  readonly status: number;
  readonly detail: string;
}

const REFUSALS: Readonly<Record<string, Refusal>> = {
  HPE_HEADER_OVERFLOW: { status: 431, detail: 'The header fields are too large.' },
  ERR_HTTP_REQUEST_TIMEOUT: { status: 408, detail: 'The request took too long to arrive.' },
};

const MALFORMED: Refusal = { status: 400, detail: 'The request cannot be read.' };

interface ClientError extends NodeJS.ErrnoException {
  /** The packet that could not be read. Absent after a time-out. */
  readonly rawPacket?: Buffer;
}

/**
 * Answers requests that the parser of Node refuses, so that these responses are problem documents too (RFC 9457), and pages of
 * allowed origins can read them.
 */
export function answerClientErrors(
  server: Server,
  connections: OpenConnections,
  crossOriginHeaders: CrossOriginHeaders,
): void {
  server.on('clientError', (error: ClientError, socket: Socket) => {
    // The client has disconnected, or another response is being sent, which this one would corrupt.
    if (error.code === 'ECONNRESET' || !socket.writable) {
      socket.destroy();
      return;
    }
    const latest = connections.latestRequestOn(socket);
    const { origin, isCertain } = originOfRefused(error.rawPacket, socket.bytesRead, latest);
    const refusal = REFUSALS[error.code ?? ''] ?? MALFORMED;
    socket.end(problemResponse(refusal, crossOriginHeaders(origin, isCertain)));
    destroyLater(socket);
  });
}

/**
 * `end` closes one direction only, and the descriptor stays in use until the client closes the other. Closing both at once
 * could discard the response before a client that is still sending has read it (RFC 9112 §9.6).
 */
function destroyLater(socket: Socket): void {
  const timer = setTimeout(() => socket.destroy(), CLOSE_TIMEOUT_MS).unref();
  socket.once('close', () => clearTimeout(timer));
}

function problemResponse({ status, detail }: Refusal, crossOrigin: readonly Header[]): string {
  const { code, title } = problemTypeOf('malformed-request');
  const requestId = randomUUID();
  const body = `${JSON.stringify({ type: `/problems/${code}`, title, status, detail, code, requestId })}\n`;
  return [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'Content-Type: application/problem+json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    `X-Request-Id: ${requestId}`,
    ...[...API_HEADERS, ...crossOrigin].map(([name, value]) => `${name}: ${value}`),
    'Connection: close',
    '',
    body,
  ].join('\r\n');
}
