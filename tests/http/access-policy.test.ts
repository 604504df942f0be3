import type { AccessPolicy, AccessRequest } from '../../src/domain/access/access-policy.port.js';
import { DependencyUnavailable } from '../../src/domain/shared/common.errors.js';
import { ports } from '../../src/wiring/port-identifiers.js';
import { bearer, logInAsAdministrator, register, registerAndLogIn } from '../support/http/http-client.js';
import { expectProblem } from '../support/http/problems.js';
import { type Service, startService } from '../support/service/service.js';

/** The rule of the test, which replaces roles. */
class RecordingPolicy implements AccessPolicy {
  readonly requests: AccessRequest[] = [];
  decide: (request: AccessRequest) => boolean | Promise<boolean> = () => true;

  permits(request: AccessRequest): boolean | Promise<boolean> {
    this.requests.push(request);
    return this.decide(request);
  }
}

let service: Service;
let policy: RecordingPolicy;

beforeEach(async () => {
  policy = new RecordingPolicy();
  service = await startService(
    {},
    { rebind: (container) => container.rebind(ports.AccessPolicy).toConstantValue(policy) },
  );
});
afterEach(() => service.stop());

describe('AZ-01 a replaced access policy', () => {
  it('alone decides who may use a route', async () => {
    const { id } = await register(service);
    const { accessToken } = await registerAndLogIn(service);
    const asUser = await service.request.get(`/users/${id}`).set(bearer(accessToken));
    expect(asUser.status).toBe(200);

    policy.decide = async () => false;
    const administrator = await logInAsAdministrator(service);
    const refused = await service.request.get(`/users/${id}`).set(bearer(administrator));
    expectProblem(refused, 403, 'forbidden');
    const requestId = refused.headers['x-request-id'];
    await service.logBook.event('access_denied', { requestId });
  });

  it('is asked after the head, after the body and before the write, each time with the same input', async () => {
    const { id } = await register(service);
    const administrator = await logInAsAdministrator(service);
    const change = await service.request
      .patch(`/users/${id}`)
      .set(bearer(administrator))
      .send({ status: 'disabled' });
    expect(change.status).toBe(200);
    const asked = policy.requests.map(({ access, params }) => ({ access, params }));
    expect(asked).toEqual(Array(3).fill({ access: { role: 'admin' }, params: { id } }));
  });

  it.each([1, 2, 3])('stops the action when it refuses at question %i', async (last) => {
    const { id } = await register(service);
    const administrator = await logInAsAdministrator(service);
    policy.decide = () => policy.requests.length < last;
    const change = service.request.patch(`/users/${id}`).set(bearer(administrator));
    expectProblem(await change.send({ status: 'disabled' }), 403, 'forbidden');
    policy.decide = () => true;
    const user = await service.request.get(`/users/${id}`).set(bearer(administrator));
    expect(user.body.user.status).toBe('active');
  });

  it('is also asked about routes that any user may use', async () => {
    const { accessToken } = await registerAndLogIn(service);
    policy.decide = () => false;
    expectProblem(await service.request.get('/me').set(bearer(accessToken)), 403, 'forbidden');
  });

  it('RV-04 admits no request while it cannot decide', async () => {
    const { accessToken } = await registerAndLogIn(service);
    policy.decide = () => Promise.reject(new DependencyUnavailable('access'));
    const response = await service.request.get('/me').set(bearer(accessToken));
    expectProblem(response, 503, 'dependency-unavailable');
  });
});
