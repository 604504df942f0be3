import { createHash } from 'node:crypto';
import type { Response } from 'supertest';
import { toUserId } from '../../src/domain/user/user-id.js';
import { decodePart } from '../support/access-tokens/forge-token.js';
import { FakeClock } from '../support/fakes/fake-clock.js';
import {
  bearer,
  changeUser,
  cookieOf,
  logIn,
  logInWithCookie,
  me,
  REFRESH_COOKIE,
  refresh,
  register,
  registerAndLogIn,
  withCookie,
} from '../support/http/http-client.js';
import { expectInvalid, expectProblem, expectUnharmed } from '../support/http/problems.js';
import { IN_MEMORY, type Service, startService } from '../support/service/service.js';
import { SharedStores } from '../support/service/shared-stores.js';

const SECOND = 1_000;
const DAY = 86_400 * SECOND;

let service: Service;

beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());

const post = (body?: string | object, headers = {}) =>
  service.request.post('/auth/refresh').set('Content-Type', 'application/json').set(headers).send(body);

function tokenOf(response: Response): string {
  expect(response.status).toBe(200);
  return response.body.refreshToken;
}

describe('POST /auth/refresh', () => {
  it('RT-04 answers a token in the body with a successor and a new access token in the body', async () => {
    const first = await registerAndLogIn(service);
    const response = await post({ refreshToken: first.refreshToken });
    expect(response.status).toBe(200);
    expect(response.body).toEqual({
      accessToken: expect.any(String),
      tokenType: 'Bearer',
      expiresIn: 900,
      refreshToken: expect.any(String),
    });
    expect(response.headers['cache-control']).toBe('no-store');
    expect(response.get('Set-Cookie')).toBeUndefined();
    expect(response.body.refreshToken).not.toBe(first.refreshToken);
    const [before, after] = [first.accessToken, response.body.accessToken].map((token) =>
      decodePart(token, 1),
    );
    expect(after?.['sid']).toBe(before?.['sid']);
    expect(after?.['jti']).not.toBe(before?.['jti']);
    for (const { accessToken } of [first, response.body])
      expect((await me(service, accessToken)).status).toBe(200);
  });

  it('RT-04 answers a token in the cookie with a successor in the cookie only', async () => {
    const { refreshToken } = await logInWithCookie(service, await register(service));
    for (const headers of [{ 'Content-Type': 'application/json' }, {}]) {
      const response = await service.request.post('/auth/refresh').set(headers).set(withCookie(refreshToken));
      expect(response.status).toBe(200);
      expect(Object.keys(response.body).sort()).toEqual(['accessToken', 'expiresIn', 'tokenType']);
      expect(cookieOf(response).value).not.toBe(refreshToken);
      expect(response.text).not.toContain(cookieOf(response).value);
    }
  });

  it('RT-01 issues tokens of constant length that are not JWTs', async () => {
    const { refreshToken } = await registerAndLogIn(service);
    expect(refreshToken).toMatch(/^[0-9a-f-]{36}\.0\.[\w-]{43}$/);
    expect(tokenOf(await refresh(service, refreshToken))).toHaveLength(refreshToken.length);
  });

  it('RT-03 refuses an access token, and a refresh token is refused as an access token', async () => {
    const { accessToken, refreshToken } = await registerAndLogIn(service);
    expectProblem(await refresh(service, accessToken), 401, 'invalid-refresh-token');
    expectProblem(await me(service, refreshToken), 401, 'invalid-token');
    expectProblem(await post({}, bearer(accessToken)), 401, 'missing-token');
    expectProblem(await post({}, bearer(refreshToken)), 401, 'missing-token');
  });

  it.each([
    ['no body', undefined],
    ['an empty object', {}],
  ])('RT-13 misses the token in %s', async (_, body) => {
    expectProblem(await post(body), 401, 'missing-token');
  });

  it.each([
    ['null', null],
    ['a number', 1],
    ['a list', ['token']],
    ['an operator', { $gt: '' }],
    ['4097 characters', 'x'.repeat(4_097)],
  ])('RT-13 refuses a token that is %s', async (_, refreshToken) => {
    expectInvalid(await post({ refreshToken }), 'refreshToken');
  });

  it('RT-13 refuses an unknown member', async () => {
    const { refreshToken } = await registerAndLogIn(service);
    expectInvalid(await post({ refreshToken, refreshTokenIn: 'cookie' }), 'refreshTokenIn');
    expect((await refresh(service, refreshToken)).status).toBe(200);
  });

  it.each<[string, (cookie: string) => Record<string, string>]>([
    ['a live one', withCookie],
    ['a dead one', () => withCookie('rubbish')],
    ['one there twice', (cookie) => withCookie(`${cookie}; ${REFRESH_COOKIE}=planted`)],
    ['one without an origin', (cookie) => ({ Cookie: `${REFRESH_COOKIE}=${cookie}` })],
    ['one from a foreign page', (cookie) => ({ ...withCookie(cookie), Origin: 'https://evil.example' })],
  ])('RT-13 takes the token in the body, and leaves the cookie beside it alone: %s', async (_, beside) => {
    const account = await register(service);
    const { refreshToken } = await logIn(service, account);
    const inCookie = await logInWithCookie(service, account);
    const response = await post({ refreshToken }, beside(inCookie.refreshToken));
    expect(response.status).toBe(200);
    expect(response.body.refreshToken).toContain(refreshToken.replace(/\.0\..*/, '.1.'));
    expect(response.get('Set-Cookie')).toBeUndefined();
    expect((await refresh(service, inCookie.refreshToken)).body.refreshToken).toContain('.1.');
  });

  it('RT-13 does not use the cookie if the token in the body is invalid', async () => {
    const { refreshToken } = await logInWithCookie(service, await register(service));
    for (const inBody of ['', 'rubbish']) {
      const response = await post({ refreshToken: inBody }, withCookie(refreshToken));
      expectProblem(response, 401, 'invalid-refresh-token');
    }
    expect((await refresh(service, refreshToken)).body.refreshToken).toContain('.1.');
  });

  it.each([
    ['empty', () => ''],
    ['rubbish', () => 'rubbish'],
    ['of an unknown session', (token: string) => `00000000-0000-4000-8000-000000000000${token.slice(36)}`],
    ['of a later generation', (token: string) => token.replace('.0.', '.1.')],
    ['with another MAC', (token: string) => `${token.slice(0, -43)}${'A'.repeat(43)}`],
    ['cut short', (token: string) => token.slice(0, -1)],
    ['longer', (token: string) => `${token}A`],
    ['in upper case', (token: string) => token.toUpperCase()],
    ['followed by a line break', (token: string) => `${token}\n`],
    ['with a generation in another spelling', (token: string) => token.replace('.0.', '.00.')],
  ])('RT-05 ends nothing because of a token that is %s', async (_, forge) => {
    const { accessToken, refreshToken } = await registerAndLogIn(service);
    expectProblem(await refresh(service, forge(refreshToken)), 401, 'invalid-refresh-token');
    expect((await me(service, accessToken)).status).toBe(200);
    expect((await refresh(service, refreshToken)).status).toBe(200);
  });

  it('RT-02 accepts no stored value as a token', async () => {
    const stores = new SharedStores();
    const open = await startService({}, { rebind: stores.rebind });
    const { account, refreshToken } = await registerAndLogIn(open);
    const [session] = await stores.sessions.findByUser(toUserId(account.id));
    const stored = Object.values(session?.snapshot() ?? {}).map(String);
    expect(stored).toContain(session?.nonce);
    const { id, nonce } = session ?? { id: '', nonce: '' };
    const hash = createHash('sha256').update(`${id}.0.${nonce}`).digest('base64url');
    for (const candidate of [...stored, `${id}.0.${nonce}`, `${id}.0.${hash}`]) {
      expectProblem(await refresh(open, candidate), 401, 'invalid-refresh-token');
    }
    expect(stored.some((field) => field.includes(refreshToken.slice(-43)))).toBe(false);
    expect((await refresh(open, refreshToken)).status).toBe(200);
    await open.stop();
  });
});

describe('A refresh token that is sent again', () => {
  it('RT-06 gets the same successor as before', async () => {
    const { refreshToken } = await registerAndLogIn(service);
    const successor = tokenOf(await refresh(service, refreshToken));
    const retry = await refresh(service, refreshToken);
    expect(tokenOf(retry)).toBe(successor);
    expect((await me(service, retry.body.accessToken)).status).toBe(200);
    expect((await refresh(service, successor)).status).toBe(200);
  });

  it('RT-06 gets the current token within the grace time, however many generations ago it was consumed', async () => {
    const first = await registerAndLogIn(service);
    const tokens = [first.refreshToken];
    for (let generation = 1; generation <= 5; generation += 1) {
      tokens.push(tokenOf(await refresh(service, tokens.at(-1) ?? '')));
    }
    for (const token of tokens.slice(0, -1)) {
      const response = await refresh(service, token);
      expect(tokenOf(response)).toBe(tokens.at(-1));
      expect((await me(service, response.body.accessToken)).status).toBe(200);
    }
    expect(new Set(tokens).size).toBe(6);
    expect((await refresh(service, tokens.at(-1) ?? '')).status).toBe(200);
  });

  it('RT-07 fifty times concurrently gets one successor, and each of the fifty answers is usable', async () => {
    const { refreshToken, accessToken } = await registerAndLogIn(service);
    const responses = await Promise.all(Array.from({ length: 50 }, () => refresh(service, refreshToken)));
    const successors = responses.map(tokenOf);
    expect(new Set(successors).size).toBe(1);
    const answers = await Promise.all(responses.map(({ body }) => me(service, body.accessToken)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    const { body } = await service.request.get('/auth/sessions').set(bearer(accessToken));
    expect(body.sessions).toHaveLength(1);
    expect((await refresh(service, successors[0] ?? '')).status).toBe(200);
  });

  it('RT-07 without a grace time succeeds once, and the losers do not end the session of the winner', async () => {
    // On a slower store, some requests read the session after the rotation. Without a grace time, that is reuse.
    const strict = await startService({ ...IN_MEMORY, REFRESH_GRACE_SECONDS: '0' });
    const { refreshToken } = await registerAndLogIn(strict);
    const responses = await Promise.all(Array.from({ length: 20 }, () => refresh(strict, refreshToken)));
    const winners = responses.filter(({ status }) => status === 200);
    expect(winners).toHaveLength(1);
    for (const loser of responses.filter(({ status }) => status !== 200)) {
      expectProblem(loser, 401, 'invalid-refresh-token');
    }
    expect((await me(strict, winners[0]?.body.accessToken)).status).toBe(200);
    expect((await refresh(strict, winners[0]?.body.refreshToken)).status).toBe(200);
    await strict.stop();
  });
});

describe('Twenty refreshes that all read the session before any of them changes it', () => {
  const CALLERS = 20;

  /** Delays the results of reads until all callers have read the same session. */
  function startWithBarrier(environment: Record<string, string> = {}) {
    const stores = new SharedStores();
    const barrier = { isUp: false };
    const findWithOwner = stores.sessions.findWithOwner.bind(stores.sessions);
    const waiting: (() => void)[] = [];
    stores.sessions.findWithOwner = async (id) => {
      const found = await findWithOwner(id);
      if (barrier.isUp) {
        await new Promise<void>((resolve) => {
          waiting.push(resolve);
          if (waiting.length < CALLERS) return;
          barrier.isUp = false;
          for (const go of waiting) go();
        });
      }
      return found;
    };
    return { barrier, service: startService(environment, { rebind: stores.rebind }) };
  }

  async function race(environment: Record<string, string> = {}) {
    const { barrier, service } = startWithBarrier(environment);
    const racing = await service;
    const { refreshToken } = await registerAndLogIn(racing);
    barrier.isUp = true;
    const responses = await Promise.all(Array.from({ length: CALLERS }, () => refresh(racing, refreshToken)));
    return { racing, responses };
  }

  it('RT-04 RT-07 get one successor, and each answer is usable', async () => {
    const { racing, responses } = await race();
    expect(new Set(responses.map(tokenOf)).size).toBe(1);
    for (const { body } of responses) expect((await me(racing, body.accessToken)).status).toBe(200);
    expect((await refresh(racing, responses[0]?.body.refreshToken)).status).toBe(200);
    await racing.logBook.event('refresh');
    expect(racing.logBook.lines.filter(({ event }) => event === 'refresh')).toHaveLength(2);
    await racing.stop();
  });

  it('RT-04 RT-07 have one winner without a grace time, whose session continues', async () => {
    const { racing, responses } = await race({ REFRESH_GRACE_SECONDS: '0' });
    const winners = responses.filter(({ status }) => status === 200);
    expect(winners).toHaveLength(1);
    expect((await me(racing, winners[0]?.body.accessToken)).status).toBe(200);
    expect((await refresh(racing, winners[0]?.body.refreshToken)).status).toBe(200);
    await racing.stop();
  });
});

describe('As time passes', () => {
  let clock: FakeClock;
  let timed: Service;

  beforeAll(async () => {
    clock = new FakeClock(new Date());
    timed = await startService({}, { clock });
  });
  afterAll(() => timed.stop());

  it('RT-06 the immediate predecessor is a retry for ten seconds', async () => {
    const { refreshToken } = await registerAndLogIn(timed);
    const successor = tokenOf(await refresh(timed, refreshToken));
    clock.advance(10 * SECOND);
    expect(tokenOf(await refresh(timed, refreshToken))).toBe(successor);
  });

  it('RT-05 RT-06 it is reuse after that', async () => {
    const { refreshToken } = await registerAndLogIn(timed);
    const second = await refresh(timed, refreshToken);
    clock.advance(10 * SECOND + 1);
    expectProblem(await refresh(timed, refreshToken), 401, 'invalid-refresh-token');
    expectProblem(await refresh(timed, tokenOf(second)), 401, 'invalid-refresh-token');
    expectProblem(await me(timed, second.body.accessToken), 401, 'invalid-token');
  });

  it('RT-05 RT-06 a token two generations old immediately ends every session of the user, and of no other', async () => {
    const account = await register(timed);
    const other = await logIn(timed, account);
    const stranger = await registerAndLogIn(timed);
    const first = await logIn(timed, account);
    const second = await refresh(timed, first.refreshToken);
    const third = await refresh(timed, tokenOf(second));

    clock.advance(10 * SECOND + 1);
    expectProblem(await refresh(timed, first.refreshToken), 401, 'invalid-refresh-token');
    for (const { accessToken } of [first, second.body, third.body, other]) {
      expectProblem(await me(timed, accessToken), 401, 'invalid-token');
    }
    for (const { refreshToken } of [first, second.body, third.body, other]) {
      expectProblem(await refresh(timed, refreshToken), 401, 'invalid-refresh-token');
    }
    expect((await me(timed, stranger.accessToken)).status).toBe(200);
    expect((await refresh(timed, stranger.refreshToken)).status).toBe(200);
    const again = await logIn(timed, account);
    expect((await me(timed, again.accessToken)).status).toBe(200);
  });

  it.each([
    ['session', 'whose successor was used', 2, true],
    ['graded', 'whose successor nobody has used', 1, true],
    ['graded', 'whose successor was used', 2, false],
  ])('RT-05 with the scope %s, a token %s spares other sessions: %s', async (scope, _, uses, spares) => {
    const scoped = await startService({ REUSE_DETECTION_SCOPE: scope }, { clock });
    const account = await register(scoped);
    const other = await logIn(scoped, account);
    const first = await logIn(scoped, account);
    let newest = await refresh(scoped, first.refreshToken);
    for (let use = 1; use < uses; use += 1) newest = await refresh(scoped, tokenOf(newest));

    clock.advance(10 * SECOND + 1);
    expectProblem(await refresh(scoped, first.refreshToken), 401, 'invalid-refresh-token');
    expectProblem(await me(scoped, newest.body.accessToken), 401, 'invalid-token');
    expectProblem(await refresh(scoped, tokenOf(newest)), 401, 'invalid-refresh-token');
    expect((await me(scoped, other.accessToken)).status).toBe(spares ? 200 : 401);
    expect((await refresh(scoped, other.refreshToken)).status).toBe(spares ? 200 : 401);
    await scoped.stop();
  });

  it('AT-08 RT-08 an access token expires with its session, as its exp claim states', async () => {
    const short = await startService({ REFRESH_ABSOLUTE_TTL_SECONDS: '600' }, { clock });
    const first = await registerAndLogIn(short);
    clock.advance(590 * SECOND);
    const { body } = await refresh(short, first.refreshToken);
    expect(body.expiresIn).toBe(10);
    expect(decodePart(body.accessToken, 1)['exp']).toBe(decodePart(first.accessToken, 1)['exp']);
    expect((await me(short, body.accessToken)).status).toBe(200);
    clock.advance((10 + 30) * SECOND);
    expectProblem(await me(short, body.accessToken), 401, 'invalid-token');
    await short.stop();
  });

  it('RT-08 a session that is not used for seven days ends', async () => {
    const { refreshToken } = await registerAndLogIn(timed);
    clock.advance(7 * DAY - 1);
    const next = tokenOf(await refresh(timed, refreshToken));
    clock.advance(7 * DAY);
    expectProblem(await refresh(timed, next), 401, 'invalid-refresh-token');
  });

  it('RT-08 a session that is used every day ends after thirty days', async () => {
    let { refreshToken } = await registerAndLogIn(timed);
    for (let day = 1; day < 30; day += 1) {
      clock.advance(DAY);
      refreshToken = tokenOf(await refresh(timed, refreshToken));
    }
    clock.advance(DAY);
    expectProblem(await refresh(timed, refreshToken), 401, 'invalid-refresh-token');
  });

  it('RT-08 the cookie expires with the session', async () => {
    const account = await register(timed);
    const { refreshToken } = await logInWithCookie(timed, account);
    let response = await timed.request.post('/auth/refresh').set(withCookie(refreshToken));
    expect(cookieOf(response).attributes).toContain('Max-Age=604800');
    for (let round = 0; round < 4; round += 1) {
      clock.advance(6 * DAY);
      response = await timed.request.post('/auth/refresh').set(withCookie(cookieOf(response).value));
    }
    expect(cookieOf(response).attributes).toContain(`Max-Age=${6 * 86_400}`);
  });

  it('an access token is valid for fifteen minutes plus the tolerance', async () => {
    const { accessToken } = await registerAndLogIn(timed);
    clock.advance((900 + 29) * SECOND);
    expect((await me(timed, accessToken)).status).toBe(200);
    clock.advance(2 * SECOND);
    expectProblem(await me(timed, accessToken), 401, 'invalid-token');
  });
});

describe('A refresh reads the current state:', () => {
  it('RT-09 new roles are in the next access token', async () => {
    const { account, refreshToken } = await registerAndLogIn(service);
    await changeUser(service, account.id, { roles: ['user', 'admin'] });
    const { body } = await refresh(service, refreshToken);
    expect(decodePart(body.accessToken, 1)['roles']).toEqual(['user', 'admin']);
    expect((await service.request.get('/users').set(bearer(body.accessToken))).status).toBe(200);
  });

  it('RT-09 a disabled user gets no tokens', async () => {
    const { account, refreshToken, accessToken } = await registerAndLogIn(service);
    await changeUser(service, account.id, { status: 'disabled' });
    expectProblem(await refresh(service, refreshToken), 401, 'invalid-refresh-token');
    expectProblem(await me(service, accessToken), 401, 'invalid-token');
  });

  it('RT-01 a rotated key still verifies tokens, a removed key does not', async () => {
    const stores = new SharedStores();
    const [oldKey, newKey] = ['old-key-0123456789-abcdefghijklmnop', 'new-key-0123456789-abcdefghijklmnop'];
    const start = (keys: string) => startService({ REFRESH_TOKEN_KEYS: keys }, { rebind: stores.rebind });
    const [before, during, after] = await Promise.all([
      start(oldKey),
      start(`${newKey},${oldKey}`),
      start(newKey),
    ]);
    const account = await register(before);
    const old = await logIn(before, account);
    expectProblem(await refresh(after, old.refreshToken), 401, 'invalid-refresh-token');
    const next = tokenOf(await refresh(during, old.refreshToken));
    expect((await refresh(after, next)).status).toBe(200);
    await Promise.all([before, during, after].map((instance) => instance.stop()));
  });

  it('RT-04 RT-07 two instances on one store issue the same successor', async () => {
    const stores = new SharedStores();
    const instances = await Promise.all([1, 2].map(() => startService({}, { rebind: stores.rebind })));
    const [one, two] = instances as [Service, Service];
    const { refreshToken } = await registerAndLogIn(one);
    const responses = await Promise.all(
      Array.from({ length: 20 }, (_, index) => refresh(index % 2 ? one : two, refreshToken)),
    );
    expect(new Set(responses.map(tokenOf)).size).toBe(1);
    await Promise.all(instances.map((instance) => instance.stop()));
  });

  it('ER-03 the service is unharmed afterwards', () => expectUnharmed(service));
});
