import type { Response } from 'express';

/**
 * Sends a JSON response, like `response.json`, but with a constant media type. Express would determine the media type and the
 * charset again for each response (docs/performance.md). The body ends with a line feed, so that the prompt of a terminal
 * starts on a new line.
 */
export function sendJson(response: Response, body: object): void {
  const text = `${JSON.stringify(body)}\n`;
  response.setHeader('Content-Type', 'application/json; charset=utf-8');
  response.setHeader('Content-Length', Buffer.byteLength(text));
  response.end(text);
}
