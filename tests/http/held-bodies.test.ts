import { HOUR } from '../support/builders.js';
import { FakeClock } from '../support/fakes/fake-clock.js';
import {
  type Account,
  bearer,
  changeUser,
  logIn,
  logInAsAdministrator,
  PASSWORD,
  register,
  type Tokens,
} from '../support/http/http-client.js';
import { RawConnection, type RawResponse, requestHead } from '../support/http/raw-http.js';
import { type ContractRoute, fill, ROUTES } from '../support/routes.js';
import { type Service, startService } from '../support/service/service.js';

const NEW_PASSWORD = 'another horse, another staple';

const clock = new FakeClock(new Date());
let service: Service;

beforeAll(async () => {
  service = await startService({}, { clock });
});
afterAll(() => service.stop());

interface Actor extends Tokens {
  readonly account: Account;
}

const PROTECTED_WITH_BODY = ROUTES.filter(({ body, access }) => body && access !== 'public');

async function anActorFor(access: ContractRoute['access']): Promise<Actor> {
  const account = await register(service);
  if (access === 'admin') await changeUser(service, account.id, { roles: ['user', 'admin'] });
  return { account, ...(await logIn(service, account)) };
}

/** Sends the head, waits until the service asks for the body, and sends the body only after `meanwhile`. */
async function hold(
  { method, path }: Pick<ContractRoute, 'method' | 'path'>,
  { accessToken }: Tokens,
  body: object,
  meanwhile: () => Promise<unknown>,
): Promise<RawResponse> {
  const bytes = Buffer.from(JSON.stringify(body));
  const connection = await RawConnection.open(service.url);
  connection.send(
    requestHead(
      `${method.toUpperCase()} ${path} HTTP/1.1`,
      `Authorization: Bearer ${accessToken}`,
      'Content-Type: application/json',
      `Content-Length: ${bytes.length}`,
      'Expect: 100-continue',
    ),
  );
  expect(await connection.responses(1)).toMatchObject([{ status: 100 }]);
  await meanwhile();
  connection.send(bytes);
  const [, response] = await connection.untilClosed();
  if (!response) throw new Error('There was no answer.');
  return response;
}

const codeOf = ({ body }: RawResponse) => (body === '' ? undefined : JSON.parse(body).code);

const LOSSES: Readonly<Record<string, (actor: Actor) => Promise<unknown>>> = {
  'demoted and disabled': ({ account }) =>
    changeUser(service, account.id, { roles: ['user'], status: 'disabled' }),
  disabled: ({ account }) => changeUser(service, account.id, { status: 'disabled' }),
  'given other roles': ({ account }) => changeUser(service, account.id, { roles: [] }),
  'logged out': ({ refreshToken }) => service.request.post('/auth/logout').send({ refreshToken }),
  'logged out everywhere': async ({ account }) =>
    service.request.post('/auth/logout-all').set(bearer((await logIn(service, account)).accessToken)),
  'given another password': async ({ account }) =>
    service.request
      .put('/me/password')
      .set(bearer((await logIn(service, account)).accessToken))
      .send({ currentPassword: PASSWORD, newPassword: NEW_PASSWORD }),
  deleted: async ({ account }) =>
    service.request.delete(`/users/${account.id}`).set(bearer(await logInAsAdministrator(service))),
};

describe.each(PROTECTED_WITH_BODY)('$method $path', (route) => {
  const target = { method: route.method, path: fill(route.path) };

  it.each(Object.keys(LOSSES))('AZ-05 refuses a body that arrives after its sender is %s', async (loss) => {
    const actor = await anActorFor(route.access);
    const response = await hold(target, actor, {}, async () => LOSSES[loss]?.(actor));
    expect([response.status, codeOf(response)]).toEqual([401, 'invalid-token']);
  });

  it('AZ-05 refuses a body that arrives after the token has expired', async () => {
    const actor = await anActorFor(route.access);
    const response = await hold(target, actor, {}, async () => clock.advance(HOUR));
    expect([response.status, codeOf(response)]).toEqual([401, 'invalid-token']);
  });

  it('AZ-05 accepts a late body of a user who still has the right', async () => {
    const actor = await anActorFor(route.access);
    const response = await hold(target, actor, {}, async () => {});
    expect(response.status).not.toBe(401);
  });
});

it('AZ-05 a former administrator cannot use a delayed body to become administrator again', async () => {
  const actor = await anActorFor('admin');
  const root = await logInAsAdministrator(service);
  const path = `/users/${actor.account.id}`;
  const body = { roles: ['user', 'admin'], status: 'active' };
  const response = await hold({ method: 'patch', path }, actor, body, async () =>
    changeUser(service, actor.account.id, { roles: ['user'], status: 'disabled' }),
  );
  expect(response.status).toBe(401);
  const { body: now } = await service.request.get(path).set(bearer(root));
  expect(now.user).toMatchObject({ roles: ['user'], status: 'disabled' });
});
