import { isUtf8 } from 'node:buffer';
import express, { type Request, type Response } from 'express';
import { ProtocolProblem } from '../problems/protocol-problem.js';

const MAX_BYTES = 16 * 1024;

/** RFC 8259 knows no charset but UTF-8; Express would also decode UTF-7, which hides what it says. */
const JSON_IN_UTF8 = /^application\/json\s*(?:;\s*charset\s*=\s*"?utf-8"?\s*)?$/i;

const parser = express.json({
  limit: MAX_BYTES,
  // A compressed body can be a thousand times its size.
  inflate: false,
  // What is JSON, but no object, is refused by its schema.
  strict: false,
  type: () => true,
  verify: (_request, _response, body) => {
    // Every invalid byte would become U+FFFD, and two different passwords one.
    if (!isUtf8(body)) throw new ProtocolProblem('malformed-request', 'The body is not valid UTF-8.');
  },
});

/**
 * Reads a JSON body of at most 16 KiB into `request.body`, which stays undefined where there is no body at all.
 * @throws ProtocolProblem, or what Express's parser throws
 */
export function readJsonBody(request: Request, response: Response): Promise<void> {
  const type = request.headers['content-type'];
  if (type === undefined ? hasBody(request) : !JSON_IN_UTF8.test(type.trim())) {
    throw new ProtocolProblem('unsupported-media-type', 'The body must be application/json in UTF-8.');
  }
  if (!hasBody(request)) return Promise.resolve();
  if (Number(request.headers['content-length'] ?? 0) > MAX_BYTES) throw tooLarge();
  return new Promise((resolve, reject) => {
    if (request.headers['transfer-encoding'] !== undefined) onTooLarge(request, reject);
    parser(request, response, (error?: unknown) => (error ? reject(error) : resolve()));
  });
}

/** Express's parser answers only after the whole of a body that is too large, which may never come (ASVS 15.2.2). */
function onTooLarge(request: Request, refuse: (problem: ProtocolProblem) => void): void {
  let bytes = 0;
  request.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > MAX_BYTES) refuse(tooLarge());
  });
}

function tooLarge(): ProtocolProblem {
  return new ProtocolProblem('payload-too-large', 'The body is larger than 16 KiB.');
}

function hasBody({ headers }: Request): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}
