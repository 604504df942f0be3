import { randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { API_HEADERS } from '../middleware/security-headers.js';

const STATUS_LINES: Readonly<Record<string, readonly [status: number, title: string]>> = {
  HPE_HEADER_OVERFLOW: [431, 'Request Header Fields Too Large'],
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'Request Timeout'],
};

const MALFORMED = [400, 'Bad Request'] as const;

/** Answers what Node's parser refuses before there is a request, so that even this is a problem document (RFC 9457). */
export function answerClientErrors(server: Server): void {
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Duplex) => {
    // The client is gone, or an answer is under way that this one would corrupt.
    if (error.code === 'ECONNRESET' || !socket.writable) {
      socket.destroy();
      return;
    }
    socket.end(problemResponse(...(STATUS_LINES[error.code ?? ''] ?? MALFORMED)));
  });
}

function problemResponse(status: number, title: string): string {
  const code = 'malformed-request';
  const detail = 'The request cannot be read.';
  const requestId = randomUUID();
  const body = JSON.stringify({ type: `/problems/${code}`, title, status, detail, code, requestId });
  return [
    `HTTP/1.1 ${status} ${title}`,
    'Content-Type: application/problem+json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    `X-Request-Id: ${requestId}`,
    ...API_HEADERS.map(([name, value]) => `${name}: ${value}`),
    'Connection: close',
    '',
    body,
  ].join('\r\n');
}
