import type { Response } from 'supertest';
import { accessAuditEvents } from '../../src/domain/access/access.audit-events.js';
import { accessTokenAuditEvents } from '../../src/domain/access-token/access-token.audit-events.js';
import { AUDIT_EVENT_OUTCOMES, type AuditEventType } from '../../src/domain/audit/audit-event.js';
import { sessionAuditEvents } from '../../src/domain/session/session.audit-events.js';
import { DependencyUnavailable } from '../../src/domain/shared/common.errors.js';
import { userAuditEvents } from '../../src/domain/user/user.audit-events.js';
import { ports } from '../../src/wiring/port-identifiers.js';
import { decodePart } from '../support/access-tokens/forge-token.js';
import { FakeClock } from '../support/fakes/fake-clock.js';
import {
  bearer,
  logIn as logInWith,
  newEmail,
  PASSWORD,
  refresh,
  register,
} from '../support/http/http-client.js';
import type { LogLine } from '../support/service/log-book.js';
import { ADMINISTRATOR, type Service, startService } from '../support/service/service.js';

const AGENT = 'Auditor/1.0';
const TIMESTAMP = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);

let service: Service;
const seen = new Set<AuditEventType>();

beforeAll(async () => {
  service = await startService({ THROTTLING: 'in-memory', TRUST_PROXY: '1' });
});
afterAll(() => service.stop());

let address = 0;
/** Sends the request from a new address, which has reached no limit. */
async function send(
  method: 'get' | 'post' | 'put' | 'patch' | 'delete',
  path: string,
  { token, body }: { token?: string; body?: object } = {},
): Promise<Response> {
  address += 1;
  return service.request[method](path)
    .set({ 'User-Agent': AGENT, 'X-Forwarded-For': `203.0.113.${address}`, ...(token ? bearer(token) : {}) })
    .send(body);
}

/** Resolves to the only audit line of an event in a request. */
async function eventOf(response: Response, event: AuditEventType, about: LogLine): Promise<void> {
  const requestId = response.headers['x-request-id'];
  const line = await service.logBook.event(event, { requestId });
  expect(line).toMatchObject({
    audit: true,
    outcome: AUDIT_EVENT_OUTCOMES[event],
    occurredAt: TIMESTAMP,
    ipAddress: `203.0.113.${address}`,
    userAgent: AGENT,
    ...about,
  });
  const again = service.logBook.lines.filter(
    (other) => other['event'] === event && other['requestId'] === requestId,
  );
  expect(again).toHaveLength(1);
  seen.add(event);
}

async function newAccount() {
  const email = newEmail();
  const response = await send('post', '/auth/register', { body: { email, password: PASSWORD } });
  return { email, userId: String(response.body.user.id), response };
}

async function logIn(email: string, password = PASSWORD) {
  const response = await send('post', '/auth/login', { body: { email, password, refreshTokenIn: 'body' } });
  const { accessToken, refreshToken } = response.body;
  const claims = accessToken ? decodePart(accessToken, 1) : {};
  return { response, accessToken, refreshToken, sessionId: claims['sid'], userId: claims['sub'] };
}

const logInAsAdministrator = () => logIn(ADMINISTRATOR.email, ADMINISTRATOR.password);

describe('LOG-02 The audit log records', () => {
  it('a registration', async () => {
    const { response, userId } = await newAccount();
    await eventOf(response, 'register', { userId });
  });

  it('a login', async () => {
    const { email, userId } = await newAccount();
    const { response, sessionId } = await logIn(email);
    await eventOf(response, 'login_succeeded', { userId, sessionId });
  });

  it('a failed login, under one pseudonym for the account and with the reason', async () => {
    const { email, userId } = await newAccount();
    const wrong = await logIn(email, 'wrong');
    await eventOf(wrong.response, 'login_failed', {
      userId,
      reason: 'wrong-password',
      account: expect.stringMatching(/^[0-9a-f]{32}$/),
    });
    const unknown = await logIn('nobody@example.com', 'wrong');
    await eventOf(unknown.response, 'login_failed', { reason: 'unknown-account' });
    const { accessToken } = await logInAsAdministrator();
    await send('patch', `/users/${userId}`, { token: accessToken, body: { status: 'disabled' } });
    const disabled = await logIn(email);
    await eventOf(disabled.response, 'login_failed', { userId, reason: 'disabled-account' });
    const pseudonyms = service.logBook.lines
      .filter((line) => line['event'] === 'login_failed' && line['userId'] === userId)
      .map(({ account }) => account);
    expect(new Set(pseudonyms).size).toBe(1);
  });

  it('a login that had to wait', async () => {
    const attempt = async () => {
      address = 200;
      return logIn('nobody-else@example.com', 'wrong');
    };
    for (let failure = 0; failure < 5; failure += 1) await attempt();
    const { response } = await attempt();
    expect(response.status).toBe(429);
    await eventOf(response, 'login_throttled', { account: expect.stringMatching(/^[0-9a-f]{32}$/) });
    address = 100;
  });

  it('a refresh', async () => {
    const { email, userId } = await newAccount();
    const { refreshToken, sessionId } = await logIn(email);
    const response = await send('post', '/auth/refresh', { body: { refreshToken } });
    await eventOf(response, 'refresh', { userId, sessionId });
  });

  it('the reuse of a refresh token, and whether its successor was used', async () => {
    const clock = new FakeClock(new Date());
    const timed = await startService({}, { clock });
    const account = await register(timed);
    for (const reason of ['unused-successor', 'used-successor']) {
      const { refreshToken, accessToken } = await logInWith(timed, account);
      const next = await refresh(timed, refreshToken);
      if (reason === 'used-successor') await refresh(timed, next.body.refreshToken);
      clock.advance(11_000);
      await refresh(timed, refreshToken);
      const sessionId = decodePart(accessToken, 1)['sid'];
      const about = { userId: account.id, sessionId, reason, outcome: 'failure', audit: true };
      await timed.logBook.event('refresh_reuse', about);
    }
    seen.add('refresh_reuse');
    await timed.stop();
  });

  it('a session that was evicted by a login, and the origin of the login', async () => {
    const small = await startService({ MAX_SESSIONS_PER_USER: '1' });
    const account = await register(small);
    const { accessToken } = await logInWith(small, account);
    await logInWith(small, account, { 'User-Agent': AGENT });
    const about = { userId: account.id, sessionId: decodePart(accessToken, 1)['sid'], userAgent: AGENT };
    await small.logBook.event('session_evicted', { ...about, outcome: 'success', audit: true });
    seen.add('session_evicted');
    await small.stop();
  });

  it('a logout, the end of another session and of all sessions', async () => {
    const { email, userId } = await newAccount();
    const [one, two, three] = [await logIn(email), await logIn(email), await logIn(email)];
    const logout = await send('post', '/auth/logout', { token: one.accessToken });
    await eventOf(logout, 'logout', { userId, sessionId: one.sessionId });
    const ended = await send('delete', `/auth/sessions/${two.sessionId}`, { token: three.accessToken });
    await eventOf(ended, 'session_ended', { userId, sessionId: two.sessionId });
    const others = await send('delete', '/auth/sessions', { token: three.accessToken });
    await eventOf(others, 'other_sessions_ended', { userId, sessionId: three.sessionId });
    const everywhere = await send('post', '/auth/logout-all', { token: three.accessToken });
    await eventOf(everywhere, 'logout_all', { userId });
  });

  it('a change of the password', async () => {
    const { email, userId } = await newAccount();
    const { accessToken, sessionId } = await logIn(email);
    const response = await send('put', '/me/password', {
      token: accessToken,
      body: { currentPassword: PASSWORD, newPassword: 'another horse, another staple' },
    });
    await eventOf(response, 'password_change', { userId, sessionId });
  });

  it('a change of roles and of status, and who made it', async () => {
    const { userId } = await newAccount();
    const { accessToken, userId: actorId } = await logInAsAdministrator();
    const promoted = await send('patch', `/users/${userId}`, {
      token: accessToken,
      body: { roles: ['user', 'admin'] },
    });
    await eventOf(promoted, 'role_change', { userId, actorId, reason: 'user,admin' });
    const disabled = await send('patch', `/users/${userId}`, {
      token: accessToken,
      body: { status: 'disabled' },
    });
    await eventOf(disabled, 'status_change', { userId, actorId, reason: 'disabled' });
  });

  it('what an administrator does to the name and the sessions of a user, and who it was', async () => {
    const { email, userId } = await newAccount();
    const { accessToken: token, userId: actorId } = await logInAsAdministrator();
    const { sessionId } = await logIn(email);
    const renamed = await send('patch', `/users/${userId}`, { token, body: { name: 'Ada Lovelace' } });
    await eventOf(renamed, 'name_change', { userId, actorId });
    expect(JSON.stringify(service.logBook.lines)).not.toContain('Lovelace');
    const ended = await send('delete', `/users/${userId}/sessions/${sessionId}`, { token });
    await eventOf(ended, 'session_ended', { userId, sessionId, actorId });
    const all = await send('delete', `/users/${userId}/sessions`, { token });
    await eventOf(all, 'logout_all', { userId, actorId });
    const body = { email: newEmail(), password: PASSWORD, roles: ['admin'] };
    const created = await send('post', '/users', { token, body });
    await eventOf(created, 'user_created', { userId: created.body.user.id, actorId, reason: 'admin' });
    const refused = await send('delete', `/users/${actorId}`, { token });
    await eventOf(refused, 'access_denied', { userId: actorId, reason: 'own-access-loss' });
  });

  it('the deletion of a user, and who it was', async () => {
    const [own, other] = [await newAccount(), await newAccount()];
    const { accessToken } = await logIn(own.email);
    const byOwner = await send('delete', '/me', { token: accessToken, body: { password: PASSWORD } });
    await eventOf(byOwner, 'user_deleted', { userId: own.userId });
    const administrator = await logInAsAdministrator();
    const byAdministrator = await send('delete', `/users/${other.userId}`, {
      token: administrator.accessToken,
    });
    await eventOf(byAdministrator, 'user_deleted', { userId: other.userId, actorId: administrator.userId });
  });

  it('access that was denied', async () => {
    const { email, userId } = await newAccount();
    const { accessToken, sessionId } = await logIn(email);
    await eventOf(await send('get', '/users', { token: accessToken }), 'access_denied', {
      userId,
      sessionId,
    });
  });

  it('a token that was rejected, and why', async () => {
    await eventOf(await send('get', '/me', { token: 'rubbish' }), 'token_rejected', { reason: 'malformed' });
    const { accessToken } = await logIn((await newAccount()).email);
    const forged = `${accessToken.slice(0, -5)}AAAAA`.replace(/A$/, 'Q');
    const rejected = await send('get', '/me', { token: forged });
    expect(rejected.status).toBe(401);
    await eventOf(rejected, 'token_rejected', {});
    await send('post', '/auth/logout', { token: accessToken });
    await eventOf(await send('get', '/me', { token: accessToken }), 'token_rejected', { reason: 'revoked' });
  });

  it('a request that passed while the revocation store was down', async () => {
    const open = await startService(
      { REVOCATION_FAIL_OPEN: 'true' },
      {
        rebind: (container) => {
          const gone = () => Promise.reject(new DependencyUnavailable('revocation'));
          container.rebind(ports.RevocationStore).toConstantValue({ revoke: gone, isRevoked: gone });
        },
      },
    );
    const account = { email: newEmail(), password: PASSWORD };
    await open.request.post('/auth/register').send(account).expect(201);
    const { body } = await open.request.post('/auth/login').send(account).expect(200);
    await open.request.get('/me').auth(body.accessToken, { type: 'bearer' }).expect(200);
    const { sub: userId, sid: sessionId } = decodePart(body.accessToken, 1);
    const about = { outcome: 'failure', audit: true, userId, sessionId };
    await open.logBook.event('revocation_check_bypassed', about);
    seen.add('revocation_check_bypassed');
    await open.request.post('/auth/logout').auth(body.accessToken, { type: 'bearer' }).expect(503);
    await open.stop();
  });

  it('an outage of the check for breached passwords', async () => {
    const blind = await startService(
      {},
      {
        rebind: (container) => {
          const includes = () => Promise.reject(new Error('gone'));
          container.rebind(ports.BreachedPasswords).toConstantValue({ includes });
        },
      },
    );
    await blind.request.post('/auth/register').send({ email: newEmail(), password: PASSWORD });
    await blind.logBook.event('breach_check_unavailable', { outcome: 'failure', audit: true });
    seen.add('breach_check_unavailable');
    await blind.stop();
  });

  it('a registration that could not forget earlier failures on its address', async () => {
    const forgetful = await startService(
      { BOOTSTRAP_ADMIN_EMAIL: undefined, BOOTSTRAP_ADMIN_PASSWORD: undefined },
      {
        rebind: (container) => {
          const gone = () => Promise.reject(new DependencyUnavailable('throttling'));
          const throttle = { admit: gone, succeeded: gone, withdraw: gone };
          container.rebind(ports.LoginThrottle).toConstantValue(throttle);
        },
      },
    );
    const body = { email: newEmail(), password: PASSWORD };
    const response = await forgetful.request.post('/auth/register').send(body);
    expect(response.status).toBe(201);
    const userId = response.body.user.id;
    const about = { outcome: 'failure', audit: true, userId };
    await forgetful.logBook.event('failure_reset_failed', about);
    seen.add('failure_reset_failed');
    await forgetful.stop();
  });

  it('every type of event, except those of the command line and of a failing store', () => {
    const elsewhere = ['token_revoked', 'password_rehash_failed'];
    const declared = {
      ...userAuditEvents,
      ...sessionAuditEvents,
      ...accessTokenAuditEvents,
      ...accessAuditEvents,
    };
    const missing = Object.keys(declared).filter((event) => !seen.has(event as AuditEventType));
    expect(missing.filter((event) => !elsewhere.includes(event))).toEqual([]);
  });
});
