import { callEndpoints } from './lib/call-endpoints.mjs';
import { Client, overOneConnection } from './lib/client.mjs';
import { startDurableServers } from './lib/durable-servers.mjs';
import { startProduct } from './lib/product.mjs';
import { openStack, STACKS } from './lib/stacks.mjs';
import { median } from './lib/statistics.mjs';
import { weakHashes } from './lib/weak-hashes.mjs';

/** Each stack has its turn in each round. */
const ROUNDS = Number(process.env['ROUNDS'] ?? 20);
const CLIENTS = 10;

/** In the order in which a client calls them. */
const ENDPOINTS = {
  'POST /auth/register': (client) => client.register(),
  'POST /auth/login': (client) => client.logIn(),
  'POST /auth/refresh': (client) => client.refresh(),
  'GET /me': (client) => client.readProfile(),
  'PATCH /me': (client) => client.rename(),
  'PUT /me/password': (client) => client.changePassword(),
  'POST /auth/logout': (client) => client.logOut(),
};
const HASHING = ['POST /auth/register', 'POST /auth/login', 'PUT /me/password'];

// The measured time must include the wait for the disk.
await startDurableServers();

const weak = weakHashes();
const beside = await measureStacks(weak.settings, { root: weak.root });
weak.remove();
const whole = await measureStacks();

const print = (cells) => process.stdout.write(`| ${cells.join(' | ')} |\n`);

printTable(
  'Milliseconds of a request, and the ratio to the stores in memory',
  ({ ms }, { ms: least }) => `${median(ms).toFixed(1)} (${(median(ms) / median(least)).toFixed(1)})`,
);
printTable(
  'CPU time of a request in milliseconds, of the service + of its servers',
  ({ service, stores }) => `${perRequest(service)} + ${perRequest(stores)}`,
);

function printTable(title, cell) {
  process.stdout.write(`\n${title}:\n\n`);
  print(['', ...Object.keys(STACKS)]);
  print(['', ...Object.keys(STACKS)].map(() => '---'));
  for (const endpoint of Object.keys(ENDPOINTS)) {
    const row = (all, name) => print([name, ...all.map((stack) => cell(stack[endpoint], all[0][endpoint]))]);
    if (!HASHING.includes(endpoint)) row(beside, `\`${endpoint}\``);
    else {
      row(whole, `\`${endpoint}\``);
      row(beside, `\`${endpoint}\`, without the hash`);
    }
  }
}

function perRequest(ms) {
  return (ms / (ROUNDS * CLIENTS)).toFixed(1);
}

/** @returns what each endpoint takes, one object for each stack */
async function measureStacks(settings = {}, options = {}) {
  const stacks = await Promise.all(Object.values(STACKS).map(openStack));
  const services = await Promise.all(
    stacks.map(({ settings: stores }) =>
      startProduct({ NODE_ENV: 'test', TRUST_PROXY: '1', ...stores, ...settings }, options),
    ),
  );
  const results = services.map(() =>
    Object.fromEntries(Object.keys(ENDPOINTS).map((name) => [name, { ms: [], service: 0, stores: 0 }])),
  );
  const asked = services.map(overOneConnection);
  for (const service of asked) await callAll(service);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [index, service] of asked.entries()) await callAll(service, results[index]);
  }
  await Promise.all(services.map(({ stop }) => stop()));
  await Promise.all(stacks.map(({ remove }) => remove()));
  return results;
}

/** Some clients call one endpoint after the other. Without results, it is a warm-up. */
async function callAll(service, results) {
  const clients = Array.from({ length: CLIENTS }, () => new Client(service));
  const taken = await callEndpoints(ENDPOINTS, clients);
  for (const [name, { ms, service, stores }] of Object.entries(results ? taken : {})) {
    results[name].ms.push(...ms);
    results[name].service += service;
    results[name].stores += stores;
  }
}
