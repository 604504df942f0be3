import type { Response } from 'express';

/**
 * Sends a JSON response, like `response.json`, but with a constant media type. Express determines the media type and the
 * charset again for each response (docs/performance.md). It ends with a line feed, so that the prompt of a terminal does not
 * follow it in the same line.
 */
export function sendJson(response: Response, body: object): void {
  const text = `${JSON.stringify(body)}\n`;
  response.setHeader('Content-Type', 'application/json; charset=utf-8');
  response.setHeader('Content-Length', Buffer.byteLength(text));
  response.end(text);
}
