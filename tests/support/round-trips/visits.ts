import { PASSWORD, withCookie } from '../http/http-client.js';
import type { Visitor } from './visitor.js';

interface Scene {
  readonly visitor: Visitor;
  /** The access token of an administrator. */
  readonly admin: string;
}

/** Prepares a request. The function that it resolves to sends the request. */
type Visit = (scene: Scene) => Promise<() => Promise<unknown>>;

/** A public request that needs no preparation. */
const get =
  (path: string): Visit =>
  async ({ visitor }) =>
  () =>
    visitor.send('get', path);

/** The request of a user who has a second session. */
const asking =
  (send: (visitor: Visitor, token: string, elsewhere: string) => Promise<unknown>): Visit =>
  async ({ visitor }) => {
    const { refreshToken } = await (await visitor.register()).logIn();
    const [elsewhere = ''] = refreshToken.split('.');
    const { accessToken } = await visitor.logIn();
    return () => send(visitor, accessToken, elsewhere);
  };

/** The request of an administrator about a user with this number of sessions. */
const administrating =
  (send: (scene: Scene) => Promise<unknown>, sessions = 1): Visit =>
  async (scene) => {
    await scene.visitor.register();
    for (let count = 0; count < sessions; count += 1) await scene.visitor.logIn();
    return () => send(scene);
  };

const disable = ({ visitor, admin }: Scene) =>
  visitor.send('patch', `/users/${visitor.id}`, { token: admin, body: { status: 'disabled' } });

const NEW_PASSWORD = 'another horse battery staple';

/** A successful request to each endpoint, by the row of the table. Text after a comma names one of several cases of an endpoint. */
export const VISITS: Readonly<Record<string, Visit>> = {
  'POST /auth/register': async ({ visitor }) => {
    return () => visitor.register();
  },
  'POST /auth/login': async ({ visitor }) => {
    await visitor.register();
    return () => visitor.logIn();
  },
  'POST /auth/login, in place of an earlier session': async ({ visitor }) => {
    const { refreshToken } = await (await visitor.register()).logIn();
    const request = { headers: withCookie(refreshToken), body: visitor.credentials };
    return () => visitor.send('post', '/auth/login', request);
  },
  'POST /auth/refresh': async ({ visitor }) => {
    const { refreshToken } = await (await visitor.register()).logIn();
    return () => visitor.send('post', '/auth/refresh', { body: { refreshToken } });
  },
  'POST /auth/refresh, again after a lost answer': async ({ visitor }) => {
    const { refreshToken } = await (await visitor.register()).logIn();
    const refresh = () => visitor.send('post', '/auth/refresh', { body: { refreshToken } });
    await refresh();
    return refresh;
  },
  'POST /auth/logout': async ({ visitor }) => {
    const { accessToken, refreshToken } = await (await visitor.register()).logIn();
    return () => visitor.send('post', '/auth/logout', { token: accessToken, body: { refreshToken } });
  },
  'POST /auth/logout-all': asking((visitor, token) => visitor.send('post', '/auth/logout-all', { token })),
  'GET /auth/sessions': asking((visitor, token) => visitor.send('get', '/auth/sessions', { token })),
  'DELETE /auth/sessions': asking((visitor, token) => visitor.send('delete', '/auth/sessions', { token })),
  'DELETE /auth/sessions/{id}': asking((visitor, token, elsewhere) =>
    visitor.send('delete', `/auth/sessions/${elsewhere}`, { token }),
  ),
  'GET /me': asking((visitor, token) => visitor.send('get', '/me', { token })),
  'PATCH /me': asking((visitor, token) => visitor.send('patch', '/me', { token, body: { name: 'Ada' } })),
  'PUT /me/password': asking((visitor, token) => {
    const body = { currentPassword: PASSWORD, newPassword: NEW_PASSWORD };
    return visitor.send('put', '/me/password', { token, body });
  }),
  'DELETE /me': asking((visitor, token) =>
    visitor.send('delete', '/me', { token, body: { password: PASSWORD } }),
  ),
  'GET /users': administrating(({ visitor, admin }) => visitor.send('get', '/users', { token: admin })),
  'POST /users': async ({ visitor, admin }) => {
    return () => visitor.send('post', '/users', { token: admin, body: visitor.credentials });
  },
  'GET /users/{id}': administrating(({ visitor, admin }) =>
    visitor.send('get', `/users/${visitor.id}`, { token: admin }),
  ),
  'PATCH /users/{id}, disables a user with one session': administrating(disable),
  'PATCH /users/{id}, disables a user with ten sessions': administrating(disable, 10),
  'DELETE /users/{id}': administrating(({ visitor, admin }) =>
    visitor.send('delete', `/users/${visitor.id}`, { token: admin }),
  ),
  'GET /users/{id}/sessions': administrating(({ visitor, admin }) =>
    visitor.send('get', `/users/${visitor.id}/sessions`, { token: admin }),
  ),
  'DELETE /users/{id}/sessions': administrating(({ visitor, admin }) =>
    visitor.send('delete', `/users/${visitor.id}/sessions`, { token: admin }),
  ),
  'DELETE /users/{id}/sessions/{sessionId}': async ({ visitor, admin }) => {
    const { refreshToken } = await (await visitor.register()).logIn();
    const [sessionId = ''] = refreshToken.split('.');
    const path = `/users/${visitor.id}/sessions/${sessionId}`;
    return () => visitor.send('delete', path, { token: admin });
  },
  'GET /.well-known/jwks.json': get('/.well-known/jwks.json'),
  'GET /health/live': get('/health/live'),
  'GET /health/ready, again within a second': get('/health/ready'),
};
