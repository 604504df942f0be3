import { tsImport } from 'tsx/esm/api';
import { cpuStopwatch, PROGRAMS } from './lib/cpu-time.mjs';
import { load } from './lib/load.mjs';
import { inTurns } from './lib/rounds.mjs';
import { sharedCores } from './lib/shared-cores.mjs';
import { median, medianRatio } from './lib/statistics.mjs';

/** See tests/support/topology/stacks.ts. */
const STACK = process.env['STACK'] ?? 'mongo+redis';
const ROUNDS = Number(process.env['ROUNDS'] ?? 20);
const WARM_UPS = 3;
const CONNECTIONS_PER_INSTANCE = 32;
const SECONDS = 2;

const SETTINGS = { NODE_ENV: 'test', THROTTLING: 'none' };
const PASSWORD = 'correct horse battery staple';

const support = (path) => tsImport(`../tests/support/${path}`, import.meta.url);

/** Two instances behind nginx, beside one of them behind another nginx. All of them use the same stores. */
export async function instances() {
  // The topology finds the build and the configuration of nginx from there.
  process.chdir(new URL('..', import.meta.url).pathname);
  const { Topology } = await support('topology/topology.ts');
  const { startNginx } = await support('topology/start-nginx.ts');
  const { freePort } = await support('free-port.ts');

  const topology = await Topology.start({ stack: STACK, settings: SETTINGS });
  const port = await freePort();
  const [first] = topology.instances;
  const nginx = await startNginx({ port, instances: [Number(new URL(first).port)] });
  // Neither the servers nor the wait for their end keeps this process alive.
  const heartbeat = setInterval(() => {}, 2 ** 30);
  try {
    const entrances = [
      { url: topology.url, connections: topology.instances.length * CONNECTIONS_PER_INSTANCE },
      { url: `http://127.0.0.1:${port}`, connections: CONNECTIONS_PER_INSTANCE },
    ];
    const sessions = [];
    while (sessions.length < entrances[0].connections) sessions.push(await logIn(first, sessions.length));
    const [{ accessToken }] = sessions;
    return [
      ...(await compare('GET /me', entrances, ({ url }) => meLoad(url, accessToken))),
      ...(await compare('POST /auth/refresh', entrances, ({ url }) => refreshLoad(url, sessions))),
      await sharedCores(),
    ];
  } finally {
    nginx.stop();
    await topology.stop();
    clearInterval(heartbeat);
  }
}

/**
 * Each instance has as many connections in both cases. With fewer, it would have less to do in each turn of its event loop, and so take
 * more time for a request.
 */
async function compare(endpoint, entrances, loadOf) {
  const measures = entrances.map((entrance) => async () => {
    const stop = cpuStopwatch();
    const { connections } = entrance;
    const { perSecond } = await load({ ...loadOf(entrance), connections, duration: SECONDS });
    const cpu = stop();
    const each = (programs) => (cpu.of(programs) * 1_000) / (perSecond * SECONDS);
    return {
      perSecond,
      service: each(PROGRAMS.node),
      nginx: each(PROGRAMS.nginx),
      stores: each(PROGRAMS.stores),
    };
  });
  await inTurns(WARM_UPS, measures);
  const [two, one] = await inTurns(ROUNDS, measures);
  const row = (what, unit, key) => {
    const [subject, baseline] = [two, one].map((rounds) => rounds.map((round) => round[key]));
    return {
      subject: `${what}, two instances, ${Math.round(median(subject))}${unit}`,
      baseline: `one, ${Math.round(median(baseline))}${unit}`,
      ratio: medianRatio(subject, baseline),
    };
  };
  return [
    row(endpoint, '/s', 'perSecond'),
    row('CPU time of the instances for that', ' µs', 'service'),
    row('CPU time of nginx', ' µs', 'nginx'),
    row('CPU time of the stores', ' µs', 'stores'),
  ];
}

async function logIn(url, number) {
  const account = { email: `user-${number}@example.com`, password: PASSWORD };
  await post(`${url}/auth/register`, account);
  return post(`${url}/auth/login`, { ...account, refreshTokenIn: 'body' });
}

async function post(url, body) {
  const headers = { 'Content-Type': 'application/json' };
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${await response.text()}`);
  return response.json();
}

function meLoad(url, accessToken) {
  return { url: `${url}/me`, headers: { Authorization: `Bearer ${accessToken}` } };
}

/** Each connection has a session of its own, and sends the token that it got last. */
function refreshLoad(url, sessions) {
  const unused = [...sessions];
  const setupClient = (client) => {
    const session = unused.pop();
    const setupRequest = (request) => ({
      ...request,
      body: JSON.stringify({ refreshToken: session.refreshToken }),
    });
    const onResponse = (_status, body) => {
      session.refreshToken = JSON.parse(body).refreshToken;
    };
    client.setRequests([{ setupRequest, onResponse }]);
  };
  const headers = { 'Content-Type': 'application/json' };
  return { url: `${url}/auth/refresh`, method: 'POST', headers, setupClient };
}
