import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { startServer } from './server.mjs';

/** The root of this repository. */
const HERE = new URL('../../', import.meta.url);

export const JWT_SECRET = randomBytes(32).toString('base64url');

/**
 * The build as it runs in production, its access log in a file.
 * @param {Record<string, string>} [env] settings on top
 * @param {{ root?: URL }} [options] the checkout whose build is started, and limits of the process
 */
export function startProduct(env = {}, { root = HERE, ...limits } = {}) {
  const file = new URL('dist/main.js', root);
  if (!existsSync(file)) {
    throw new Error(`There is no build at ${file.pathname}: run \`npm run build\` there first.`);
  }
  return startServer({
    file,
    env: {
      NODE_ENV: 'production',
      PUBLIC_URL: 'https://auth.example.com',
      PERSISTENCE: 'in-memory',
      REVOCATION: 'in-memory',
      ALLOW_IN_MEMORY: 'true',
      JWT_SECRET,
      REFRESH_TOKEN_KEYS: randomBytes(32).toString('base64url'),
      ...env,
    },
    log: true,
    ...limits,
  });
}

/** Starts it and lets it end by itself, which is when Node keeps the compiled code for later starts. */
export async function compileOnce(env, options) {
  const { url, stop } = await startProduct(env, options);
  // The start goes on for a moment after the first connection. After an answer, it is over.
  await fetch(`${url}/health/live`);
  await stop('SIGTERM');
}

/** The product without limits on logins, which production refuses to start with, and with patience on a slow machine. */
export function startUnlimitedProduct(env = {}) {
  return startProduct({ NODE_ENV: 'test', THROTTLING: 'none', HASHING_QUEUE_TIMEOUT_MS: '10000', ...env });
}

/** @returns {Promise<string[]>} the bodies of their logins */
export async function registerUsers(url, count) {
  const logins = [];
  for (let number = 1; number <= count; number += 1) {
    const credentials = { email: `user-${number}@example.com`, password: 'correct horse battery staple' };
    await post(`${url}/auth/register`, JSON.stringify(credentials));
    logins.push(JSON.stringify({ ...credentials, refreshTokenIn: 'body' }));
  }
  return logins;
}

/** @param {string} login what `registerUsers` returned for someone */
export async function accessToken(url, login) {
  const { accessToken } = await post(`${url}/auth/login`, login);
  return accessToken;
}

async function post(url, body) {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body,
  });
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${await response.text()}`);
  return response.json();
}
