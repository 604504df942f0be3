import { randomUUID } from 'node:crypto';
import { type Server, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { API_HEADERS } from '../middleware/security-headers.js';
import { problemTypeOf } from '../problems/problem-types.js';
import { CLOSE_TIMEOUT_MS } from './connection-limits.js';

interface Refusal {
  readonly status: number;
  readonly detail: string;
}

const REFUSALS: Readonly<Record<string, Refusal>> = {
  HPE_HEADER_OVERFLOW: { status: 431, detail: 'The header fields are too large.' },
  ERR_HTTP_REQUEST_TIMEOUT: { status: 408, detail: 'The request took too long to arrive.' },
};

const MALFORMED: Refusal = { status: 400, detail: 'The request cannot be read.' };

/** Answers requests that the parser of Node refuses, so that these responses are problem documents too (RFC 9457). */
export function answerClientErrors(server: Server): void {
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Duplex) => {
    // The client has disconnected, or another response is being sent, which this one would corrupt.
    if (error.code === 'ECONNRESET' || !socket.writable) {
      socket.destroy();
      return;
    }
    socket.end(problemResponse(REFUSALS[error.code ?? ''] ?? MALFORMED));
    destroyLater(socket);
  });
}

/**
 * `end` closes one direction only, and the descriptor stays in use until the client closes the other. Closing both at once
 * could discard the response before a client that is still sending has read it (RFC 9112 §9.6).
 */
function destroyLater(socket: Duplex): void {
  const timer = setTimeout(() => socket.destroy(), CLOSE_TIMEOUT_MS).unref();
  socket.once('close', () => clearTimeout(timer));
}

function problemResponse({ status, detail }: Refusal): string {
  const { code, title } = problemTypeOf('malformed-request');
  const requestId = randomUUID();
  const body = JSON.stringify({ type: `/problems/${code}`, title, status, detail, code, requestId });
  return [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'Content-Type: application/problem+json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    `X-Request-Id: ${requestId}`,
    ...API_HEADERS.map(([name, value]) => `${name}: ${value}`),
    'Connection: close',
    '',
    body,
  ].join('\r\n');
}
