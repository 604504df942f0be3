import type { Response } from 'supertest';
import { ADMINISTRATOR, ALLOWED_ORIGIN, type Service } from '../service/service.js';

export const PASSWORD = 'correct horse battery staple';
export const REFRESH_COOKIE = '__Host-refresh_token';

export interface Account {
  readonly id: string;
  readonly email: string;
  readonly password: string;
}

export interface Tokens {
  readonly accessToken: string;
  readonly refreshToken: string;
}

let accounts = 0;

/** An address that no other test of the file uses. */
export function newEmail(): string {
  accounts += 1;
  return `user-${accounts}@example.com`;
}

export function bearer(accessToken: string): Record<string, string> {
  return { Authorization: `Bearer ${accessToken}` };
}

/** The headers that a page of the allowed origin sends with its cookie. */
export function withCookie(refreshToken: string): Record<string, string> {
  return { Cookie: `${REFRESH_COOKIE}=${refreshToken}`, Origin: ALLOWED_ORIGIN };
}

export async function register(
  service: Service,
  { email = newEmail(), password = PASSWORD } = {},
): Promise<Account> {
  const response = await service.request.post('/auth/register').send({ email, password });
  expect(response.status).toBe(201);
  return { id: response.body.user.id, email, password };
}

/** A session of a client without cookies. */
export async function logIn(
  service: Service,
  { email, password }: Pick<Account, 'email' | 'password'>,
  headers: Record<string, string> = {},
): Promise<Tokens> {
  const response = await service.request
    .post('/auth/login')
    .set(headers)
    .send({ email, password, refreshTokenIn: 'body' });
  expect(response.status).toBe(200);
  return response.body;
}

/** A session of a browser. */
export async function logInWithCookie(
  service: Service,
  { email, password }: Pick<Account, 'email' | 'password'>,
): Promise<Tokens> {
  const response = await service.request.post('/auth/login').send({ email, password });
  expect(response.status).toBe(200);
  return { accessToken: response.body.accessToken, refreshToken: cookieOf(response).value };
}

export async function registerAndLogIn(service: Service): Promise<{ account: Account } & Tokens> {
  const account = await register(service);
  return { account, ...(await logIn(service, account)) };
}

export async function logInAsAdministrator(service: Service): Promise<string> {
  return (await logIn(service, ADMINISTRATOR)).accessToken;
}

export async function changeUser(service: Service, id: string, change: object): Promise<void> {
  const administrator = await logInAsAdministrator(service);
  const response = await service.request.patch(`/users/${id}`).set(bearer(administrator)).send(change);
  expect(response.status).toBe(200);
}

/** Requests a protected resource. */
export function me(service: Service, accessToken: string): Promise<Response> {
  return service.request
    .get('/me')
    .set(bearer(accessToken))
    .then((response) => response);
}

export function refresh(service: Service, refreshToken: string): Promise<Response> {
  return service.request
    .post('/auth/refresh')
    .send({ refreshToken })
    .then((response) => response);
}

export interface SetCookie {
  readonly name: string;
  readonly value: string;
  readonly attributes: readonly string[];
}

/** The only cookie that a response sets. */
export function cookieOf(response: Response): SetCookie {
  const fields = response.get('Set-Cookie') ?? [];
  expect(fields).toHaveLength(1);
  const [pair = '', ...attributes] = (fields[0] ?? '').split('; ');
  const name = pair.slice(0, pair.indexOf('='));
  return { name, value: pair.slice(name.length + 1), attributes };
}
