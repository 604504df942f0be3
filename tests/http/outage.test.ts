import type { Container, ServiceIdentifier } from 'inversify';
import { DependencyUnavailable } from '../../src/domain/shared/common.errors.js';
import { ports } from '../../src/wiring/port-identifiers.js';
import { FakeClock } from '../support/fakes/fake-clock.js';
import {
  bearer,
  cookieOf,
  logIn,
  logInWithCookie,
  me,
  newEmail,
  PASSWORD,
  register,
  type Tokens,
  withCookie,
} from '../support/http/http-client.js';
import { expectProblem } from '../support/http/problems.js';
import { IN_MEMORY, type Service, startService } from '../support/service/service.js';

/** A port whose calls all fail while it is down, and its health indicator. */
class Outage {
  error: (() => Error) | undefined;

  begin(
    error = (): Error =>
      new DependencyUnavailable('test', { cause: new Error('connect ECONNREFUSED db:5432') }),
  ): void {
    this.error = error;
  }

  end(): void {
    this.error = undefined;
  }

  readonly rebind = async (
    container: Container,
    port: ServiceIdentifier<object>,
    name: string,
  ): Promise<void> => {
    const inner = await container.getAsync(port);
    const fails = () => this.error;
    const proxy = new Proxy(inner, {
      get(target, property) {
        const member: unknown = Reflect.get(target, property);
        if (typeof member !== 'function') return member;
        return async (...parameters: unknown[]) => {
          const error = fails();
          if (error) throw error();
          return member.apply(target, parameters);
        };
      },
    });
    container.rebind(port).toConstantValue(proxy);
    container.bind(ports.HealthIndicator).toConstantValue({
      name,
      check: async () => {
        const error = fails();
        if (error) throw error();
      },
    });
  };
}

let service: Service;
const clock = new FakeClock(new Date());
const revocation = new Outage();
const users = new Outage();
const sessions = new Outage();
const throttling = new Outage();
const breachedPasswords = new Outage();
let session: Tokens;
let account: { email: string; password: string };

beforeAll(async () => {
  service = await startService(IN_MEMORY, {
    clock,
    rebind: async (container) => {
      await revocation.rebind(container, ports.RevocationStore, 'revocation');
      await users.rebind(container, ports.UserRepository, 'users');
      await sessions.rebind(container, ports.SessionRepository, 'sessions');
      await throttling.rebind(container, ports.LoginThrottle, 'throttling');
      await breachedPasswords.rebind(container, ports.BreachedPasswords, 'breached-passwords');
    },
  });
  const { email, password } = await register(service);
  account = { email, password };
  session = await logIn(service, account);
});
afterAll(() => service.stop());
afterEach(async () => {
  for (const outage of [revocation, users, sessions, throttling, breachedPasswords]) outage.end();
  // The service notices the end of the outage only at the next call.
  clock.advance(1_000);
  await service.request.get('/health/ready').expect(200);
  clock.advance(1_000);
});

/** Returns the log lines about outages after the given number of lines, and whether each has a stack. */
function outageLines(since: number): object[] {
  return service.logBook.lines
    .slice(since)
    .filter(({ dependency }) => dependency !== undefined)
    .map(({ level, dependency, msg, count, downMs, err }) => ({
      ...{ level, dependency, msg, count, downMs },
      stack: err !== undefined,
    }));
}

type Answer = PromiseLike<{ status: number }>;

async function expectUnavailable(answer: Answer): Promise<void> {
  const response = (await answer) as Awaited<ReturnType<typeof me>>;
  expectProblem(response, 503, 'dependency-unavailable');
  expect(response.headers['retry-after']).toMatch(/^[1-9]\d*$/);
  expect(response.get('Set-Cookie')).toBeUndefined();
}

describe('While the revocation store is down', () => {
  it('RV-04 no token is accepted or rejected as invalid, and afterwards it is valid again', async () => {
    revocation.begin();
    await expectUnavailable(me(service, session.accessToken));
    await expectUnavailable(service.request.get('/auth/sessions').set(bearer(session.accessToken)));
    await expectUnavailable(service.request.get('/users').set(bearer(session.accessToken)));
    revocation.end();
    expect((await me(service, session.accessToken)).status).toBe(200);
  });

  it('RV-04 AT-13 a malformed token is still refused with 401', async () => {
    revocation.begin();
    expectProblem(await me(service, 'rubbish'), 401, 'invalid-token');
  });

  it('RV-04 a logout does not report success, and can be repeated', async () => {
    const { accessToken, refreshToken } = await logIn(service, account);
    revocation.begin();
    await expectUnavailable(service.request.post('/auth/logout').set(bearer(accessToken)));
    await expectUnavailable(service.request.post('/auth/logout').send({ refreshToken }));
    await expectUnavailable(service.request.post('/auth/logout').set(withCookie(refreshToken)));
    revocation.end();
    expect((await service.request.post('/auth/logout').send({ refreshToken })).status).toBe(204);
    expectProblem(await me(service, accessToken), 401, 'invalid-token');
  });

  it('RV-04 an unexpected error admits no request either', async () => {
    revocation.begin(() => new Error('surprise'));
    expectProblem(await me(service, session.accessToken), 500, 'internal-error');
  });

  it('RV-04 logins still work', async () => {
    revocation.begin();
    const response = await service.request.post('/auth/login').send(account);
    expect(response.status).toBe(200);
  });
});

describe('While another store is down', () => {
  it('a refresh consumes nothing and keeps the cookie', async () => {
    const { refreshToken } = await logInWithCookie(service, account);
    for (const outage of [sessions, users]) {
      outage.begin();
      await expectUnavailable(service.request.post('/auth/refresh').set(withCookie(refreshToken)));
      outage.end();
    }
    const response = await service.request.post('/auth/refresh').set(withCookie(refreshToken));
    expect(response.status).toBe(200);
    expect(cookieOf(response).value).toContain('.1.');
  });

  it('registrations and logins are refused', async () => {
    users.begin();
    await expectUnavailable(
      service.request.post('/auth/register').send({ email: newEmail(), password: PASSWORD }),
    );
    await expectUnavailable(service.request.post('/auth/login').send(account));
    users.end();
    sessions.begin();
    await expectUnavailable(service.request.post('/auth/login').send(account));
  });

  it('LG-06 no password is checked if the attempt could not be counted', async () => {
    throttling.begin();
    await expectUnavailable(service.request.post('/auth/login').send(account));
  });

  it('LG-07 registration works while failures cannot be reset, and so does the login afterwards', async () => {
    throttling.begin();
    const registered = await register(service);
    throttling.end();
    await logIn(service, registered);
  });

  it('the log contains the cause instead of the answer to the client', async () => {
    users.begin();
    const response = await me(service, session.accessToken);
    expectProblem(response, 503, 'dependency-unavailable');
    expect(response.text).not.toMatch(/ECONNREFUSED|5432/);
    const line = await service.logBook.waitFor(
      ({ requestId, level }) => level === 'error' && requestId === response.body.requestId,
    );
    expect(JSON.stringify(line)).toContain('ECONNREFUSED db:5432');
  });

  it('DS-07 an outage logs one stack, one counted line a second and one line at its end', async () => {
    const before = service.logBook.lines.length;
    const fail = async (times: number): Promise<void> => {
      for (let n = 0; n < times; n += 1) await expectUnavailable(me(service, session.accessToken));
    };
    users.begin();
    await fail(10);
    clock.advance(1_000);
    await service.request.get('/health/ready').expect(503);
    await fail(5);
    clock.advance(1_000);
    await fail(5);
    users.end();
    await service.request.get('/health/ready').expect(200);
    const back = 'A dependency is back.';
    expect(outageLines(before)).not.toContainEqual(
      expect.objectContaining({ dependency: 'test', msg: back }),
    );
    clock.advance(1_000);
    await service.request.get('/health/ready').expect(200);

    const down = 'A dependency is down.';
    const stillDown = 'A dependency is still down.';
    expect(outageLines(before)).toEqual([
      { level: 'error', dependency: 'test', msg: down, stack: true },
      { level: 'error', dependency: 'users', msg: down, stack: true },
      { level: 'warn', dependency: 'test', msg: stillDown, count: 10, stack: false },
      { level: 'warn', dependency: 'test', msg: stillDown, count: 5, stack: false },
      { level: 'info', dependency: 'users', msg: back, count: 0, downMs: 1_000, stack: false },
      { level: 'info', dependency: 'test', msg: back, count: 4, downMs: 3_000, stack: false },
    ]);
  });

  it('PW-06 registration works without the list of breached passwords, and that is logged', async () => {
    breachedPasswords.begin();
    await register(service);
    await service.logBook.event('breach_check_unavailable', { outcome: 'failure' });
    breachedPasswords.end();
    const response = await service.request
      .post('/auth/register')
      .send({ email: newEmail(), password: 'PolniyPizdec0211' });
    expectProblem(response, 422, 'password-breached');
  });
});

describe('While the audit log is down', () => {
  let deaf: Service;

  beforeAll(async () => {
    const append = () => Promise.reject(new DependencyUnavailable('audit'));
    const rebind = (container: Container) => container.rebind(ports.AuditLog).toConstantValue({ append });
    deaf = await startService(IN_MEMORY, { rebind });
  });
  afterAll(() => deaf.stop());

  it('LOG-04 users register, log in and log out, and the events are in the process log as errors', async () => {
    const registered = await register(deaf);
    const { accessToken } = await logIn(deaf, registered);
    expect((await me(deaf, accessToken)).status).toBe(200);
    const logout = await deaf.request.post('/auth/logout').set(bearer(accessToken));
    expect(logout.status).toBe(204);
    for (const event of ['register', 'login_succeeded', 'logout']) {
      await deaf.logBook.event(event, { level: 'error', audit: true, userId: registered.id });
    }
  });

  it('LOG-04 readiness reports it, but the service is still ready', async () => {
    const response = await deaf.request.get('/health/ready');
    expect(response.status).toBe(200);
    expect(response.body).toEqual({ status: 'ok', checks: { audit: 'down' } });
  });
});

describe('The health of the service', () => {
  const ready = () => service.request.get('/health/ready');
  const ALL = ['audit', 'breached-passwords', 'revocation', 'sessions', 'throttling', 'users'];

  it('lists the dependencies that are up', async () => {
    const response = await ready();
    expect(response.status).toBe(200);
    expect(response.body).toEqual({
      status: 'ok',
      checks: Object.fromEntries(ALL.map((name) => [name, 'up'])),
    });
  });

  it('RV-04 names the dependency that is down but not the cause, and recovers by itself', async () => {
    revocation.begin();
    const response = await ready();
    expect(response.status).toBe(503);
    expect(response.body.status).toBe('unavailable');
    expect(response.body.checks).toMatchObject({ revocation: 'down', users: 'up' });
    expect(response.text).not.toMatch(/ECONNREFUSED/);
    const warning = service.logBook.lines.findLast(({ dependency }) => dependency === 'revocation');
    expect(warning).toMatchObject({ level: 'error', err: expect.anything() });
    revocation.end();
    clock.advance(1_000);
    expect((await ready()).status).toBe(200);
  });

  it('DS-07 checks each dependency at most once a second, regardless of the number of requests', async () => {
    let checks = 0;
    const counted = await startService(
      {},
      {
        clock,
        rebind: (container) => {
          const check = async (): Promise<void> => {
            checks += 1;
          };
          container.bind(ports.HealthIndicator).toConstantValue({ name: 'counted', check });
        },
      },
    );
    const ask = () => Promise.all(Array.from({ length: 20 }, () => counted.request.get('/health/ready')));
    await ask();
    clock.advance(999);
    await ask();
    expect(checks).toBe(1);
    clock.advance(1);
    const answers = await ask();
    expect(checks).toBe(2);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    await counted.stop();
  });

  it('is alive during an outage', async () => {
    for (const outage of [revocation, users, sessions]) outage.begin();
    const response = await service.request.get('/health/live');
    expect(response.status).toBe(200);
    expect(response.body).toEqual({ status: 'ok' });
  });

  it('does not wait for a dependency that does not answer', async () => {
    const hanging = await startService(IN_MEMORY, {
      rebind: (container) => {
        container
          .bind(ports.HealthIndicator)
          .toConstantValue({ name: 'silent', check: () => new Promise<void>(() => {}) });
      },
    });
    const response = await hanging.request.get('/health/ready');
    expect(response.status).toBe(503);
    expect(response.body.checks).toEqual({ audit: 'up', silent: 'down' });
    await hanging.stop();
  });
});
