import { randomInt, randomUUID } from 'node:crypto';
import { bearer, PASSWORD, type Tokens } from '../http/http-client.js';
import type { Service } from '../service/service.js';

/** An address of a network that is reserved for benchmarks (RFC 2544). */
const anAddress = () => `198.${randomInt(18, 20)}.${randomInt(256)}.${randomInt(256)}`;

/** A new user with an IP address of their own, so that no request counts toward the limits of another user. */
export class Visitor {
  readonly credentials = { email: `${randomUUID()}@example.com`, password: PASSWORD };
  readonly #address = anAddress();
  id = '';

  constructor(private readonly service: Service) {}

  async register(): Promise<this> {
    const { user } = await this.send('post', '/auth/register', { body: this.credentials });
    this.id = user.id;
    return this;
  }

  logIn(): Promise<Tokens> {
    return this.send('post', '/auth/login', { body: { ...this.credentials, refreshTokenIn: 'body' } });
  }

  /** @returns the body of the response, which must be a success */
  async send(
    method: 'get' | 'post' | 'put' | 'patch' | 'delete',
    path: string,
    { token, headers = {}, body }: { token?: string; headers?: Record<string, string>; body?: object } = {},
  ) {
    const response = await this.service.request[method](path)
      .set({ 'X-Forwarded-For': this.#address, ...(token && bearer(token)), ...headers })
      .send(body);
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${response.text}`);
    return response.body;
  }
}
