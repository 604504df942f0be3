import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { client } from './generated/client/client.gen.js';
import { getProfile, logIn, logOut, refreshSession, registerUser } from './generated/client/index.js';
import type { operations } from './generated/types.js';
import { startService } from './service.mjs';

type Registration = operations['registerUser']['requestBody']['content']['application/json'];

const ada: Registration = { email: 'ada@example.com', password: 'correct horse battery staple' };

let service: Awaited<ReturnType<typeof startService>>;

before(async () => {
  service = await startService();
  client.setConfig({ baseUrl: service.url });
});
after(() => service.stop());

test('a generated client registers, logs in, reads the profile, refreshes and logs out', async () => {
  const registered = await registerUser({ body: { ...ada, name: null }, throwOnError: true });
  assert.equal(registered.data.user.name, null);

  const first = await logIn({ body: { ...ada, refreshTokenIn: 'body' }, throwOnError: true });
  const profile = await getProfile({ auth: first.data.accessToken, throwOnError: true });
  assert.deepEqual(profile.data.user, registered.data.user);

  const { refreshToken } = first.data;
  assert.ok(refreshToken);
  const second = await refreshSession({ body: { refreshToken }, throwOnError: true });
  await getProfile({ auth: second.data.accessToken, throwOnError: true });

  await logOut({ body: { refreshToken: second.data.refreshToken }, throwOnError: true });
  const refused = await getProfile({ auth: second.data.accessToken });
  assert.equal(refused.error?.code, 'invalid-token');
});

test('a generated client knows the codes of problems', async () => {
  const refused = await registerUser({ body: { ...ada, email: 'grace@example.com', password: 'too short' } });
  assert.equal(refused.error?.code, 'password-too-weak');
  const code: NonNullable<typeof refused.error>['code'] = 'email-already-registered';
  const taken = await registerUser({ body: ada });
  assert.equal(taken.error?.code, code);
});
