import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { text } from 'node:stream/consumers';

const PASSWORD = 'correct horse battery staple';

let clients = 0;

/** A client with a user and a network address of its own, so that no limit counts its requests with those of another one. */
export class Client {
  #accessToken;
  #refreshToken;
  #password = PASSWORD;
  #address;

  constructor(service, email) {
    clients += 1;
    this.service = service;
    this.email = email ?? `user-${clients}@example.com`;
    this.#address = [10, clients >> 16, clients >> 8, clients].map((part) => part & 255).join('.');
  }

  async register() {
    await this.#send('POST', '/auth/register', { email: this.email, password: this.#password });
  }

  async logIn() {
    const credentials = { email: this.email, password: this.#password };
    this.#keep(await this.#send('POST', '/auth/login', { ...credentials, refreshTokenIn: 'body' }));
  }

  async refresh() {
    this.#keep(await this.#send('POST', '/auth/refresh', { refreshToken: this.#refreshToken }));
  }

  async readProfile() {
    await this.#send('GET', '/me');
  }

  async rename() {
    await this.#send('PATCH', '/me', { name: 'Ada Lovelace' });
  }

  async changePassword() {
    const newPassword = `${this.#password}!`;
    await this.#send('PUT', '/me/password', { currentPassword: this.#password, newPassword });
    this.#password = newPassword;
  }

  async logOut() {
    await this.#send('POST', '/auth/logout', { refreshToken: this.#refreshToken });
  }

  #keep({ accessToken, refreshToken }) {
    this.#accessToken = accessToken;
    this.#refreshToken = refreshToken;
  }

  async #send(method, path, body) {
    const headers = { 'Content-Type': 'application/json', 'X-Forwarded-For': this.#address };
    if (this.#accessToken) headers.Authorization = `Bearer ${this.#accessToken}`;
    const sent = request(this.service.url + path, { method, headers, agent: this.service.agent });
    sent.end(body && JSON.stringify(body));
    const [response] = await once(sent, 'response');
    const answer = await text(response);
    if (response.statusCode >= 300) {
      throw new Error(`${method} ${path} answered ${response.statusCode}: ${answer}`);
    }
    return answer && JSON.parse(answer);
  }
}

/** A server that is asked over one connection. */
export const overOneConnection = (server) => ({
  ...server,
  agent: new Agent({ keepAlive: true, maxSockets: 1 }),
});
