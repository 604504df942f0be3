import type { Response } from 'supertest';
import type { PasswordHasher } from '../../src/domain/user/password-hasher.port.js';
import { ports } from '../../src/wiring/port-identifiers.js';
import {
  bearer,
  logInWithCookie,
  newEmail,
  PASSWORD,
  refresh,
  register,
  registerAndLogIn,
  withCookie,
} from '../support/http/http-client.js';
import { expectProblem } from '../support/http/problems.js';
import { type Service, type ServiceOptions, startService } from '../support/service/service.js';

let service: Service;

/** Each test has its own counters. */
async function start(
  environment: Record<string, string> = {},
  options: ServiceOptions = {},
): Promise<Service> {
  service = await startService({ THROTTLING: 'in-memory', ...environment }, options);
  return service;
}
afterEach(() => service.stop());

/** Sends a request like the one proxy in front of the service. */
const from = (address: string) => ({ 'X-Forwarded-For': address });

function attempt(email: string, password = 'wrong', headers: Record<string, string> = {}): Promise<Response> {
  return service.request
    .post('/auth/login')
    .set(headers)
    .send({ email, password })
    .then((response) => response);
}

async function times<Result>(count: number, run: (index: number) => Promise<Result>): Promise<Result[]> {
  const results: Result[] = [];
  for (let index = 0; index < count; index += 1) results.push(await run(index));
  return results;
}

const statuses = (responses: Response[]) => responses.map(({ status }) => status);

function expectThrottled(response: Response): void {
  expectProblem(response, 429, 'too-many-requests');
  expect(response.headers['retry-after']).toMatch(/^[1-9]\d*$/);
  expect(response.headers['ratelimit']).toMatch(/^"[\w-]+";r=0;t=\d+$/);
  expect(response.headers['ratelimit-policy']).toMatch(/^"[\w-]+";q=\d+;w=\d+$/);
}

describe('Failures on one account', () => {
  it('LG-06 delay the sixth attempt, even with the correct password', async () => {
    const { email } = await register(await start());
    expect(statuses(await times(5, () => attempt(email)))).toEqual(Array(5).fill(401));
    const sixth = await attempt(email);
    expectThrottled(sixth);
    const wait = Number(sixth.headers['retry-after']);
    expect(wait).toBeGreaterThan(20);
    expect(wait).toBeLessThanOrEqual(30);
    expectThrottled(await attempt(email, PASSWORD));
  });

  it('LG-06 are as many, and delayed for as long, as the settings say', async () => {
    const { email } = await register(
      await start({ THROTTLING_FREE_FAILURES: '2', THROTTLING_FIRST_DELAY_SECONDS: '300' }),
    );
    const attempts = await times(3, () => attempt(email));
    expect(statuses(attempts)).toEqual([401, 401, 429]);
    expect(Number(attempts[2]?.headers['retry-after'])).toBeGreaterThan(290);
  });

  it('LG-06 are reset by a success', async () => {
    const { email } = await register(await start());
    await times(4, () => attempt(email));
    expect((await attempt(email, PASSWORD)).status).toBe(200);
    expect(statuses(await times(5, () => attempt(email)))).toEqual(Array(5).fill(401));
  });

  it('LG-06 count only for that account', async () => {
    const [one, other] = [await register(await start()), await register(service)];
    await times(6, () => attempt(one.email));
    expect((await attempt(other.email, PASSWORD)).status).toBe(200);
  });

  it('LG-08 are refused before hashing, with the same answer whether the account exists or not', async () => {
    let verifications = 0;
    const { email } = await register(
      await start(
        {},
        {
          rebind: async (container) => {
            const hasher = await container.getAsync(ports.PasswordHasher);
            const counter: PasswordHasher = {
              decoy: hasher.decoy,
              hash: (...parameters) => hasher.hash(...parameters),
              needsRehash: (hash) => hasher.needsRehash(hash),
              verify: (...parameters) => {
                verifications += 1;
                return hasher.verify(...parameters);
              },
            };
            container.rebind(ports.PasswordHasher).toConstantValue(counter);
          },
        },
      ),
    );
    const known = await times(7, () => attempt(email));
    const unknown = await times(7, () => attempt('nobody@example.com'));
    expect(statuses(known)).toEqual([401, 401, 401, 401, 401, 429, 429]);
    expect(statuses(unknown)).toEqual(statuses(known));
    expect(verifications).toBe(10);
    for (const index of [5, 6]) {
      expectThrottled(known[index] as Response);
      expectThrottled(unknown[index] as Response);
    }
    const told = ({ body, headers }: Response) => ({
      ...body,
      requestId: '',
      names: Object.keys(headers).sort(),
    });
    for (const index of [0, 4, 5, 6]) {
      expect(told(unknown[index] as Response)).toEqual(told(known[index] as Response));
    }
  });

  it('LG-06 count even if they are concurrent', async () => {
    const { email } = await register(await start());
    const responses = await Promise.all(Array.from({ length: 15 }, () => attempt(email)));
    expect(statuses(responses).filter((status) => status === 401)).toHaveLength(5);
  });

  it('LG-06 count for a change of the password, too', async () => {
    const { accessToken } = await registerAndLogIn(await start());
    const change = () =>
      service.request
        .put('/me/password')
        .set('Authorization', `Bearer ${accessToken}`)
        .send({ currentPassword: 'wrong', newPassword: 'another horse, another staple' });
    expect(statuses(await times(5, async () => change()))).toEqual(Array(5).fill(401));
    expectThrottled(await change());
  });

  it('LG-07 from other networks do not lock the owner out', async () => {
    const { email } = await register(await start({ TRUST_PROXY: '1' }));
    const home = from('203.0.113.9');
    expect((await attempt(email, PASSWORD, home)).status).toBe(200);
    const attacks = await times(110, (index) => attempt(email, 'wrong', from(`198.51.100.${index % 28}`)));
    expect(new Set(statuses(attacks))).toEqual(new Set([401, 429]));
    expect((await attempt(email, PASSWORD, home)).status).toBe(200);
  });

  it('LG-07 on an unregistered address do not delay the user who registers it', async () => {
    await start({ TRUST_PROXY: '1' });
    const email = newEmail();
    await times(110, (index) => attempt(email, 'wrong', from(`198.51.100.${index % 28}`)));
    expectThrottled(await attempt(email, PASSWORD, from('198.51.100.99')));
    const home = from('203.0.113.9');
    const registration = await service.request
      .post('/auth/register')
      .set(home)
      .send({ email, password: PASSWORD });
    expect(registration.status).toBe(201);
    expect((await attempt(email, PASSWORD, home)).status).toBe(200);
  });

  it('LG-07 from the same client address do not delay a browser that was logged in before', async () => {
    const account = await register(await start());
    const { accessToken, refreshToken } = await logInWithCookie(service, account);
    await times(5, () => attempt(account.email));
    expectThrottled(await attempt(account.email, PASSWORD));
    expectThrottled(await attempt(account.email, PASSWORD, withCookie('forged.0.token')));
    const change = await service.request
      .put('/me/password')
      .set(bearer(accessToken))
      .send({ currentPassword: 'wrong', newPassword: 'another horse, another staple' });
    expectProblem(change, 401, 'invalid-credentials');
    const deletion = await service.request.delete('/me').set(bearer(accessToken)).send({ password: 'wrong' });
    expectProblem(deletion, 401, 'invalid-credentials');
    expect((await attempt(account.email, PASSWORD, withCookie(refreshToken))).status).toBe(200);
  });

  it("LG-06 are still counted for a client with the cookie of another account's session", async () => {
    const victim = await register(await start());
    const { refreshToken } = await logInWithCookie(service, await register(service));
    await times(5, () => attempt(victim.email, 'wrong', withCookie(refreshToken)));
    expectThrottled(await attempt(victim.email, 'wrong', withCookie(refreshToken)));
  });

  it('LG-07 from a hundred networks do not delay a known browser on a new network', async () => {
    const account = await register(await start({ TRUST_PROXY: '1' }));
    const { refreshToken } = await logInWithCookie(service, account);
    await times(110, (index) => attempt(account.email, 'wrong', from(`198.51.100.${index % 28}`)));
    const away = from('203.0.113.77');
    expectThrottled(await attempt(account.email, PASSWORD, away));
    expect((await attempt(account.email, PASSWORD, { ...away, ...withCookie(refreshToken) })).status).toBe(
      200,
    );
  });

  it('LG-06 are limited to a hundred consecutive ones, from all networks', async () => {
    const { email } = await register(await start({ TRUST_PROXY: '1' }));
    const attacks = await times(120, (index) => attempt(email, 'wrong', from(`198.51.100.${index % 60}`)));
    const judged = statuses(attacks).filter((status) => status === 401).length;
    expect(judged).toBeLessThanOrEqual(101);
    expectThrottled(attacks.at(-1) as Response);
  });
});

describe('One address', () => {
  it('LG-09 may log in twenty times a minute, and the answer states the remaining number', async () => {
    await start();
    const responses = await times(20, (index) => attempt(`user-${index}@example.net`));
    responses.forEach((response, index) => {
      expect(response.status).toBe(401);
      expect(response.headers['ratelimit-policy']).toBe('"log-in";q=20;w=60');
      expect(response.headers['ratelimit']).toMatch(new RegExp(`^"log-in";r=${19 - index};t=\\d+$`));
    });
    expectThrottled(await attempt('one-too-many@example.net'));
  });

  it('LG-01 LG-09 may register ten times an hour, whether the e-mail address is taken or not', async () => {
    await start();
    const email = newEmail();
    const post = () => service.request.post('/auth/register').send({ email, password: PASSWORD });
    expect(statuses(await times(10, async () => post()))).toEqual([201, ...Array(9).fill(409)]);
    expectThrottled(await post());
  });

  it('LG-09 may do each of these as often as the settings say', async () => {
    await start({
      THROTTLING_LOGINS_PER_MINUTE: '3',
      THROTTLING_REGISTRATIONS_PER_HOUR: '2',
      THROTTLING_REFRESHES_PER_MINUTE: '4',
    });
    const logins = await times(4, (index) => attempt(`user-${index}@example.net`));
    expect(statuses(logins)).toEqual([401, 401, 401, 429]);
    const post = () => service.request.post('/auth/register').send({ email: newEmail(), password: PASSWORD });
    expect(statuses(await times(3, async () => post()))).toEqual([201, 201, 429]);
    const refreshes = await times(5, () => refresh(service, 'rubbish'));
    expect(statuses(refreshes)).toEqual([401, 401, 401, 401, 429]);
  });

  it('LG-09 may refresh one session sixty times a minute', async () => {
    const { refreshToken } = await registerAndLogIn(await start());
    const responses = await times(61, () => refresh(service, refreshToken));
    expect(new Set(statuses(responses.slice(0, 60)))).toEqual(new Set([200]));
    expectThrottled(responses.at(-1) as Response);
  });

  it('LG-09 may send sixty invalid refresh tokens a minute, which do not limit valid ones', async () => {
    const { refreshToken, account } = await registerAndLogIn(await start());
    const { refreshToken: inCookie } = await logInWithCookie(service, account);
    const worthless = await times(61, (index) =>
      refresh(service, index % 2 ? `${refreshToken}x` : 'rubbish'),
    );
    expect(new Set(statuses(worthless.slice(0, 60)))).toEqual(new Set([401]));
    expectThrottled(worthless.at(-1) as Response);
    const good = await refresh(service, refreshToken);
    expect(good.status).toBe(200);
    expect(good.headers['ratelimit-policy']).toBe('"refresh";q=60;w=60');
    expect(good.headers['ratelimit']).toMatch(/^"refresh";r=59;t=\d+$/);
    expect((await service.request.post('/auth/refresh').set(withCookie(inCookie))).status).toBe(200);
  });

  it('LG-09 may refresh any number of sessions', async () => {
    const account = await register(await start());
    const logins = await times(4, () => logInWithCookie(service, account));
    const responses = await times(80, (index) => refresh(service, logins[index % 4]?.refreshToken ?? ''));
    expect(new Set(statuses(responses))).toEqual(new Set([200]));
  });

  it('LG-09 DS-01 is limited before the body is read', async () => {
    await start();
    await times(20, () => attempt('nobody@example.net'));
    const response = await service.request.post('/auth/login').type('json').send('{ not JSON');
    expectThrottled(response);
  });

  it('LG-09 is the address of the connection, whatever the headers say', async () => {
    await start();
    const responses = await times(21, (index) =>
      attempt(`user-${index}@example.net`, 'wrong', {
        ...from(`198.51.100.${index}`),
        Forwarded: `for=198.51.100.${index}`,
        'X-Real-IP': `198.51.100.${index}`,
        'X-Client-IP': `198.51.100.${index}`,
        'True-Client-IP': `198.51.100.${index}`,
        'CF-Connecting-IP': `198.51.100.${index}`,
      }),
    );
    expectThrottled(responses.at(-1) as Response);
  });

  it('LG-09 is the address that the proxy reports, if a proxy is configured', async () => {
    await start({ TRUST_PROXY: '1' });
    const spread = await times(25, (index) =>
      attempt(`user-${index}@example.net`, 'wrong', from(`198.51.100.${index}`)),
    );
    expect(new Set(statuses(spread))).toEqual(new Set([401]));
    // The client can invent all entries before that of the proxy.
    const invented = await times(21, (index) =>
      attempt(`user-${index}@example.org`, 'wrong', from(`192.0.2.${index}, 203.0.113.7`)),
    );
    expectThrottled(invented.at(-1) as Response);
  });

  it('LG-09 is a whole network of IPv6', async () => {
    await start({ TRUST_PROXY: '1' });
    const responses = await times(21, (index) =>
      attempt(`user-${index}@example.net`, 'wrong', from(`2001:db8:1:2::${index}`)),
    );
    expectThrottled(responses.at(-1) as Response);
    expect((await attempt('other@example.net', 'wrong', from('2001:db8:1:3::1'))).status).toBe(401);
  });

  it('LG-09 LOG-03 is that of the proxy if the reported address is invalid', async () => {
    await start({ TRUST_PROXY: '1' });
    const responses = await times(21, (index) =>
      attempt(`user-${index}@example.net`, 'wrong', from(`<${'x'.repeat(5_000)}${index}>`)),
    );
    expectThrottled(responses.at(-1) as Response);
    expect(service.logBook.text).not.toContain('<xxx');
  });

  it('LG-09 is not limited on routes where nothing can be guessed', async () => {
    await start();
    await times(21, () => attempt('nobody@example.net'));
    const responses = await times(70, async () => service.request.get('/health/live'));
    expect(new Set(statuses(responses))).toEqual(new Set([200]));
  });
});
