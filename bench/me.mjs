import { load } from './lib/load.mjs';
import { accessToken, JWT_SECRET, registerUsers, startProduct } from './lib/product.mjs';
import { startServer } from './lib/server.mjs';
import { median, medianRatio } from './lib/statistics.mjs';

const ROUNDS = 10;
const SECONDS = 1;
const CONNECTIONS = 32;

const PEERS = [
  { name: 'tutorial (Express, jsonwebtoken, string secret)', file: 'express-tutorial.mjs', target: 2 },
  { name: 'tutorial with a `KeyObject`', file: 'express-key-object.mjs', target: 1.35 },
  { name: 'Express with no authentication', file: 'express-open.mjs', target: 0.85 },
  { name: 'Fastify, @fastify/jwt', file: 'fastify-jwt.mjs', target: 0.9 },
];

/** GET /me with everything on, beside servers that do a part of that. */
export async function me() {
  const product = await startProduct();
  const peers = await Promise.all(PEERS.map(startPeer));
  const servers = [product, ...peers];
  try {
    const [login] = await registerUsers(product.url, 1);
    const headers = { Authorization: `Bearer ${await accessToken(product.url, login)}` };
    const measure = async ({ url }) => {
      const options = { url: `${url}/me`, headers, connections: CONNECTIONS, duration: SECONDS };
      return (await load(options)).perSecond;
    };
    for (const server of servers) await measure(server);

    const rates = servers.map(() => []);
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const [index, server] of servers.entries()) rates[index].push(await measure(server));
    }
    const [own, ...others] = rates;
    return PEERS.map(({ name, target }, index) => ({
      subject: `GET /me, ${Math.round(median(own))}/s`,
      baseline: `${name}, ${Math.round(median(others[index]))}/s`,
      ratio: medianRatio(own, others[index]),
      atLeast: target,
    }));
  } finally {
    await Promise.all(servers.map((server) => server.stop()));
  }
}

function startPeer({ file }) {
  return startServer({
    file: new URL(`servers/${file}`, import.meta.url),
    env: { NODE_ENV: 'production', JWT_SECRET },
  });
}
