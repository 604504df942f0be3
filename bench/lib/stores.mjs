import { randomBytes, randomUUID } from 'node:crypto';

const HOUR = 60 * 60 * 1_000;

const DEVICE = {
  userAgent:
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36',
  ipAddress: '198.51.100.123',
};

const SILENT = { debug() {}, info() {}, warn() {}, error() {} };

const load = (path) => import(new URL(`../../dist/${path}`, import.meta.url).href);

/** The stores of the build, with these settings. Each of `keep` stores another one of its kind. */
export async function openStores(settings) {
  const { loadConfiguration } = await load('composition/configuration/load-configuration.js');
  const { Core } = await load('composition/core.js');
  const { ports } = await load('wiring/port-identifiers.js');
  const { EmailAddress } = await load('domain/user/email-address.js');
  const { User } = await load('domain/user/user.js');
  const { Session } = await load('domain/session/session.js');

  const core = await Core.open(await loadConfiguration({ NODE_ENV: 'test', ...settings }), SILENT, () => {});
  await core.prepare();
  const users = await core.container.getAsync(ports.UserRepository);
  const sessions = await core.container.getAsync(ports.SessionRepository);
  const revocations = await core.container.getAsync(ports.RevocationStore);
  const policy = await core.container.getAsync(ports.SessionPolicy);
  const now = new Date();

  const keep = {
    user: (id) => {
      const email = EmailAddress.parse(`ada.${randomBytes(4).toString('hex')}.${id.slice(0, 8)}@example.com`);
      const passwordHash = `$argon2id$v=19$m=19456,t=2,p=1$${base64(16)}$${base64(32)}`;
      const user = User.register({ id, email, name: 'Ada Lovelace', roles: ['user'], passwordHash }, now);
      return users.insert(user);
    },
    /** As it is after a refresh. */
    session: (userId) => {
      const nonce = randomBytes(32).toString('base64url');
      const session = Session.start({ id: randomUUID(), userId, nonce, device: DEVICE }, policy, now);
      return sessions.insert(session.rotate(DEVICE, policy, now));
    },
    revocation: () =>
      revocations.revoke([{ kind: 'session', sessionId: randomUUID() }], new Date(now.getTime() + HOUR)),
  };
  return { keep, close: () => core.close() };
}

const base64 = (bytes) => randomBytes(bytes).toString('base64').replaceAll('=', '');
