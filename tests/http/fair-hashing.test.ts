import type { Container } from 'inversify';
import type { PasswordHasher } from '../../src/domain/user/password-hasher.port.js';
import { ports } from '../../src/wiring/port-identifiers.js';
import { bearer, PASSWORD, register, registerAndLogIn } from '../support/http/http-client.js';
import { expectProblem } from '../support/http/problems.js';
import { type Service, startService } from '../support/service/service.js';

const ATTACKER = '198.51.100.1';

/** Sends a request like the one proxy in front of the service. */
const from = (address: string) => ({ 'X-Forwarded-For': address });

let service: Service;
afterEach(() => service.stop());

/** Real costs, with one hash at a time and sixteen in the queue, so that the queue is soon full. */
const startBusy = () =>
  startService(
    {
      TRUST_PROXY: '1',
      HASHING_CONCURRENCY: '1',
      HASHING_QUEUE_LIMIT: '16',
      HASHING_QUEUE_TIMEOUT_MS: '30000',
    },
    { fullHashingCost: true },
  );

/** Resolves to the answers to eight other users who log in during the attack, each from a different network. */
async function loginsOfOthers(during: () => Promise<number>[]): Promise<{ own: number[]; others: number[] }> {
  const accounts = [];
  for (let count = 0; count < 8; count += 1) accounts.push(await register(service));
  const attack = during();
  const logins = accounts.map(({ email }, index) =>
    service.request
      .post('/auth/login')
      .set(from(`203.0.113.${index}`))
      .send({ email, password: PASSWORD })
      .then(({ status }) => status),
  );
  return { own: await Promise.all(attack), others: await Promise.all(logins) };
}

const eighty = <Result>(request: (index: number) => Promise<Result>) =>
  Array.from({ length: 80 }, (_, index) => request(index));

describe('DS-03 logins of other users are not refused because of', () => {
  it('one account that changes its password eighty times at once', async () => {
    service = await startBusy();
    const { accessToken } = await registerAndLogIn(service);
    const change = () =>
      service.request
        .put('/me/password')
        .set({ ...bearer(accessToken), ...from(ATTACKER) })
        .send({ currentPassword: PASSWORD, newPassword: 'another horse, another staple' })
        .then(({ status }) => status);
    const { own, others } = await loginsOfOthers(() => eighty(change));
    expect(others).toEqual(Array(8).fill(200));
    expect(own).toContain(503);
  });

  it('eighty accounts of one network', async () => {
    service = await startBusy();
    const attempt = (index: number) =>
      service.request
        .post('/auth/login')
        .set(from(ATTACKER))
        .send({ email: `nobody-${index}@example.net`, password: PASSWORD })
        .then(({ status }) => status);
    const { others } = await loginsOfOthers(() => eighty(attempt));
    expect(others).toEqual(Array(8).fill(200));
  });

  it('one account that logs in from eighty networks', async () => {
    service = await startBusy();
    const { email } = await register(service);
    const attempt = (index: number) =>
      service.request
        .post('/auth/login')
        .set(from(`198.51.100.${index}`))
        .send({ email, password: PASSWORD })
        .then(({ status }) => status);
    const { others } = await loginsOfOthers(() => eighty(attempt));
    expect(others).toEqual(Array(8).fill(200));
  });
});

describe('A new password', () => {
  let hashes = 0;

  beforeEach(async () => {
    hashes = 0;
    const rebind = async (container: Container) => {
      const hasher = await container.getAsync(ports.PasswordHasher);
      const counter: PasswordHasher = {
        decoy: hasher.decoy,
        needsRehash: (hash) => hasher.needsRehash(hash),
        hash: (...parameters) => {
          hashes += 1;
          return hasher.hash(...parameters);
        },
        verify: (...parameters) => {
          hashes += 1;
          return hasher.verify(...parameters);
        },
      };
      container.rebind(ports.PasswordHasher).toConstantValue(counter);
    };
    service = await startService({}, { rebind });
  });

  it.each([
    ['too short', 422, 'password-too-weak'],
    ['PolniyPizdec0211', 422, 'password-breached'],
  ])(
    'DS-03 such as %j costs no hash, be it to change it or to register',
    async (newPassword, status, code) => {
      const { accessToken } = await registerAndLogIn(service);
      const before = hashes;
      const change = await service.request
        .put('/me/password')
        .set(bearer(accessToken))
        .send({ currentPassword: PASSWORD, newPassword });
      expectProblem(change, status, code);
      const registration = await service.request
        .post('/auth/register')
        .send({ email: 'someone@example.net', password: newPassword });
      expectProblem(registration, status, code);
      expect(hashes).toBe(before);
    },
  );
});

it('LG-09 log in, password change and deletion of the account share one limit of an address', async () => {
  service = await startService({ THROTTLING: 'in-memory' });
  const { accessToken } = await registerAndLogIn(service);
  const statuses = [];
  for (let index = 0; index < 19; index += 1) {
    const request = index % 2 ? service.request.delete('/me') : service.request.put('/me/password');
    statuses.push((await request.set(bearer(accessToken)).send({})).status);
  }
  expect(new Set(statuses)).toEqual(new Set([422]));
  for (const request of [
    service.request.put('/me/password').set(bearer(accessToken)),
    service.request.delete('/me').set(bearer(accessToken)),
    service.request.post('/auth/login'),
  ]) {
    const response = await request.send({});
    expectProblem(response, 429, 'too-many-requests');
    expect(response.headers['ratelimit-policy']).toBe('"log-in";q=20;w=60');
  }
});
