import { load } from './lib/load.mjs';
import { registerUsers, startUnlimitedProduct } from './lib/product.mjs';
import { startServer } from './lib/server.mjs';
import { median, medianRatio } from './lib/statistics.mjs';

const ROUNDS = 6;
const SECONDS = 3;
export const CLIENTS = 32;
/** More than clients, since the sessions of each are limited. */
export const USERS = 64;

/** POST /auth/login beside nothing but the password hashes that it takes. */
export async function logins() {
  const product = await startUnlimitedProduct();
  const argon2 = await startServer({ file: new URL('servers/argon2-only.mjs', import.meta.url) });
  try {
    const users = await registerUsers(product.url, USERS);
    const measureLogins = async () => (await load(loginLoad(product.url, users, SECONDS))).perSecond;
    const measureHashes = async () => {
      const response = await fetch(`${argon2.url}/?durationMs=${SECONDS * 1_000}`);
      return (await response.json()).perSecond;
    };
    await measureLogins();

    const loginRates = [];
    const hashRates = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      loginRates.push(await measureLogins());
      hashRates.push(await measureHashes());
    }
    return [
      {
        subject: `POST /auth/login by ${CLIENTS} clients, ${median(loginRates).toFixed(1)}/s`,
        baseline: `argon2 alone, ${median(hashRates).toFixed(1)}/s`,
        ratio: medianRatio(loginRates, hashRates),
        atLeast: 0.95,
      },
    ];
  } finally {
    await Promise.all([product.stop(), argon2.stop()]);
  }
}

/** Every client takes its turns with all users. */
export function loginLoad(url, users, duration) {
  const requests = users.map((body) => ({ body }));
  return {
    url: `${url}/auth/login`,
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    connections: CLIENTS,
    duration,
    requests,
  };
}
