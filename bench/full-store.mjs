import { callEndpoints } from './lib/call-endpoints.mjs';
import { Client, overOneConnection } from './lib/client.mjs';
import { startDurableServers } from './lib/durable-servers.mjs';
import { copiedEmail } from './lib/fill.mjs';
import { startProduct } from './lib/product.mjs';
import { inTurns } from './lib/rounds.mjs';
import { openStack } from './lib/stacks.mjs';
import { median, medianRatio } from './lib/statistics.mjs';
import { weakHashes } from './lib/weak-hashes.mjs';

const USERS = Number(process.env['USERS'] ?? 1_000_000);
const ROUNDS = Number(process.env['ROUNDS'] ?? 40);
const CLIENTS = 10;
const TARGET = 1.2;

const ENDPOINTS = {
  'POST /auth/login, without the hash': (client) => client.logIn(),
  'POST /auth/refresh': (client) => client.refresh(),
  'GET /me': (client) => client.readProfile(),
};

/** What requests take on a store with many users and as many sessions, beside the same on an almost empty one. */
export async function* fullStore() {
  await startDurableServers();
  const build = weakHashes();
  try {
    for (const name of ['SQLite file', 'PostgreSQL', 'MongoDB']) yield* compare(name, build);
  } finally {
    build.remove();
  }
}

async function* compare(name, { root, settings }) {
  const stacks = await Promise.all([openStack([name]), openStack([name])]);
  const services = await Promise.all(
    stacks.map((stack) =>
      startProduct({ NODE_ENV: 'test', TRUST_PROXY: '1', ...stack.settings, ...settings }, { root }),
    ),
  );
  try {
    const [place] = stacks[0].places;
    await newcomers(overOneConnection(services[0]), 1);
    await place.fill(USERS);
    const megabytes = Math.round((await place.bytes()) / 1e6);

    // The service has closed the first connection meanwhile.
    const [full, empty] = services.map(overOneConnection);
    const clientsOf = [() => residents(full), () => newcomers(empty, CLIENTS)];
    const measures = clientsOf.map((clients) => async () => callAll(await clients()));
    await inTurns(1, measures);
    const [times, leastTimes] = await inTurns(ROUNDS, measures);
    const contents = `${USERS} users and sessions in ${megabytes} MB`;
    for (const endpoint of Object.keys(ENDPOINTS)) {
      const [own, least] = [times, leastTimes].map((rounds) => rounds.map((round) => round[endpoint]));
      yield {
        subject: `${endpoint}, ${name} with ${contents}, ${summaryOf(own)}`,
        baseline: `almost empty, ${summaryOf(least)}`,
        ratio: medianRatio(own.map(msOf), least.map(msOf)),
        atMost: TARGET,
      };
    }
  } finally {
    await Promise.all(services.map(({ stop }) => stop()));
    await Promise.all(stacks.map(({ remove }) => remove()));
  }
}

/** Any of the copied users. */
function residents(service) {
  const anyone = () => copiedEmail(Math.floor(Math.random() * USERS));
  return Array.from({ length: CLIENTS }, () => new Client(service, anyone()));
}

/** New users, who have logged in once. */
async function newcomers(service, count) {
  const clients = Array.from({ length: count }, () => new Client(service));
  for (const client of clients) {
    await client.register();
    await client.logIn();
  }
  return clients;
}

/** @returns what each endpoint takes: the median time, and the CPU time of service and stores, in milliseconds */
async function callAll(clients) {
  const taken = await callEndpoints(ENDPOINTS, clients);
  return Object.fromEntries(
    Object.entries(taken).map(([name, { ms, service, stores }]) => [
      name,
      { ms: median(ms), cpuMs: (service + stores) / CLIENTS },
    ]),
  );
}

function summaryOf(rounds) {
  const cpuMs = rounds.reduce((sum, round) => sum + round.cpuMs, 0) / rounds.length;
  return `${median(rounds.map(msOf)).toFixed(1)} ms, CPU time ${cpuMs.toFixed(1)} ms`;
}

const msOf = ({ ms }) => ms;
