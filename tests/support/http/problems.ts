import type { Response } from 'supertest';
import { ADMINISTRATOR, type Service } from '../service/service.js';
import { bearer, logIn } from './http-client.js';

/** Patterns of internal details that a body must not contain: stack traces, paths, names of libraries and of their errors. */
const INSIDE =
  /\n\s+at |\.[jt]s:\d+|node_modules|\/src\/|\/dist\/|file:\/\/|express|body-parser|raw-body|\bzod\b|jsonwebtoken|\bjose\b|argon2|inversify|\bpino\b|mongo|redis|SyntaxError|TypeError|Unexpected token|E(?:CONN|NOTFOUND|PIPE)/i;

/** Expects a problem document (RFC 9457) without internal details. */
export function expectProblem(response: Response, status: number, code: string): void {
  expect({ status: response.status, code: response.body.code }).toEqual({ status, code });
  expect(response.headers['content-type']).toBe('application/problem+json; charset=utf-8');
  expect(response.body).toMatchObject({
    type: `/problems/${code}`,
    title: expect.stringMatching(/./),
    status,
    detail: expect.stringMatching(/./),
    requestId: response.headers['x-request-id'],
  });
  expect(Object.keys(response.body).every((member) => MEMBERS.includes(member))).toBe(true);
  if (status === 401) expect(response.headers['www-authenticate']).toMatch(/^Bearer realm="[^"]+"/);
  expectNothingInside(response.text);
}

const MEMBERS = ['type', 'title', 'status', 'detail', 'code', 'requestId', 'errors'];

export function expectNothingInside(text: string): void {
  expect(text).not.toMatch(INSIDE);
}

/** Expects a 422 that names exactly these fields. */
export function expectInvalid(response: Response, ...paths: string[]): void {
  expectProblem(response, 422, 'validation-failed');
  const errors: { path: string; message: string }[] = response.body.errors;
  expect(errors.map(({ path }) => path).sort()).toEqual(paths.sort());
  expect(errors.every(({ message }) => message.length > 0)).toBe(true);
}

/** Expects that the service still answers and has logged no internal error. */
export async function expectUnharmed(service: Service): Promise<void> {
  const { accessToken } = await logIn(service, ADMINISTRATOR);
  const response = await service.request.get('/me').set(bearer(accessToken));
  expect(response.status).toBe(200);
  const errors = service.logBook.lines.filter(({ level }) => level === 'error' || level === 'fatal');
  expect(errors).toEqual([]);
}
