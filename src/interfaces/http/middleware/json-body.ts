import { isUtf8 } from 'node:buffer';
import express, { type Request, type Response } from 'express';
import { fieldCount } from '../field-count.js';
import { ProtocolProblem } from '../problems/protocol-problem.js';

const MAX_BYTES = 16 * 1024;

/**
 * JSON is always UTF-8 (RFC 8259). Express would also decode other charsets, such as UTF-7, which can hide the content from
 * filters. White space is spaces and tabs (RFC 9110 §5.6.3); `\s` would also match U+00A0.
 */
const JSON_IN_UTF8 = /^application\/json[ \t]*(?:;[ \t]*charset[ \t]*=[ \t]*"?utf-8"?[ \t]*)?$/i;

const parser = express.json({
  limit: MAX_BYTES,
  // A compressed body can expand to a thousand times its size.
  inflate: false,
  // JSON that is not an object is refused by the schema of the route.
  strict: false,
  type: () => true,
  verify: (_request, _response, body) => {
    // Decoding turns every invalid byte into U+FFFD, so that two different passwords would be equal.
    if (!isUtf8(body)) throw new ProtocolProblem('malformed-request', 'The body is not valid UTF-8.');
  },
});

/**
 * Reads a JSON body of at most 16 KiB into `request.body`. Without a body, `request.body` stays undefined. Zero bytes count as
 * no body, whatever the Content-Type is.
 * @throws ProtocolProblem, or what Express's parser throws
 */
export async function readJsonBody(request: Request, response: Response): Promise<void> {
  if (!(await hasBody(request))) return;
  refuseOtherType(request);
  if (Number(request.headers['content-length'] ?? 0) > MAX_BYTES) throw tooLarge();
  await new Promise<void>((resolve, reject) => {
    if (isChunked(request)) onTooLarge(request, reject);
    parser(request, response, (error?: unknown) => (error ? reject(error) : resolve()));
  });
}

function refuseOtherType(request: Request): void {
  // If there are several fields, Node keeps the first one, but a proxy may have used the last one.
  const isOne = fieldCount(request, 'content-type') === 1;
  if (isOne && JSON_IN_UTF8.test(request.headers['content-type'] ?? '')) return;
  throw new ProtocolProblem('unsupported-media-type', 'The body must be application/json in UTF-8.');
}

/** Refuses early, because the parser of Express reads a body that is too large to its end, which may never come (ASVS 15.2.2). */
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

function isChunked({ headers }: Request): boolean {
  return headers['transfer-encoding'] !== undefined;
}

/** A chunked body is empty if it ends before its first byte. The byte is not consumed, so the parser still reads it. */
function hasBody(request: Request): Promise<boolean> {
  if (!isChunked(request)) return Promise.resolve(Number(request.headers['content-length'] ?? 0) > 0);
  if (request.destroyed) return Promise.reject(cutOff());
  return new Promise((resolve, reject) => {
    request.once('readable', () => resolve(request.readableLength > 0));
    request.once('end', () => resolve(false));
    request.once('close', () => reject(cutOff()));
  });
}

function cutOff(): ProtocolProblem {
  return new ProtocolProblem('malformed-request', 'The body ends too early.');
}
