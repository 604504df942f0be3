import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { parseEnv, promisify } from 'node:util';
import { describeOn } from '../support/needed-services.js';
import { chosenStores } from '../support/servers/chosen-stores.js';
import { mongoServer, postgresServer, redisServer } from '../support/servers/test-servers.js';
import { compiledPath } from '../support/service/compiled-sources.js';

/** The recipes by name, and the servers that each needs. */
const RECIPES = {
  'MongoDB and Redis': [mongoServer, redisServer],
  'PostgreSQL and Redis': [postgresServer, redisServer],
  'PostgreSQL alone': [postgresServer],
  'MongoDB alone': [mongoServer],
  'One SQLite file': [],
} as const;

const [section = ''] = /^## Stores\n.*?(?=^## )/ms.exec(readFileSync('README.md', 'utf8')) ?? [];

const [preparation = '', ...recipes] = [...section.matchAll(/^```sh\n(.*?)^```$/gms)].map(
  ([, script = '']) => script,
);

const names = [...section.matchAll(/^(.+):\n\n```sh\n/gm)].map(([, name = '']) => name).slice(1);

/** The recipe with the URLs of the test servers. */
function onTestServers(recipe: string): string {
  const choices = [...recipe.matchAll(/\b(PERSISTENCE|REVOCATION|THROTTLING)=(\w+)/g)];
  const place = (technology: string) =>
    technology === 'sql' && recipe.includes('DATABASE_URL=postgres:') ? 'sql@postgres' : technology;
  const stores = choices.map(
    ([, slot = '', technology = '']) => `${slot.toLowerCase()}=${place(technology)}`,
  );
  const settings = chosenStores({ ...process.env, STORES: stores.join() });
  return recipe.replaceAll(/(\w+_URL)=\S+/g, (_, variable) => `${variable}='${settings[variable]}'`);
}

/** The arguments of the shell. Unless the build is tested, the sources replace it. */
function pasted(script: string): string[] {
  const onSources = () =>
    script.replaceAll(/node dist\/(\w+)\.js/g, (_, entry) => `node ${compiledPath(`src/${entry}.ts`)}`);
  return ['-ec', process.env['SERVICE'] === 'process' ? script : onSources()];
}

/** The environment after the preparation. */
let prepared: NodeJS.Dict<string>;

beforeAll(async () => {
  const { PATH } = process.env;
  const { stdout } = await promisify(execFile)('sh', pasted(`${preparation}env`), { env: { PATH } });
  prepared = parseEnv(stdout);
}, 60_000);

/** @returns what was printed until the service listens, and its URL */
async function start(script: string) {
  // A process group of its own, so that `stop` also ends the processes that the shell starts.
  const child = spawn('sh', pasted(script), {
    env: { ...prepared, HOST: '127.0.0.1', PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  });
  const stop = async (): Promise<void> => {
    const ended = once(child, 'close');
    process.kill(-Number(child.pid), 'SIGKILL');
    await ended;
  };
  const printed: string[] = [];
  for await (const line of createInterface(child.stdout)) {
    printed.push(line);
    const [, url] = /Listening on (http[^ "]+)/.exec(line) ?? [];
    if (url) return { printed, url, stop };
  }
  throw new Error(`The service ended: ${printed.join('\n')}`);
}

const post = (url: string, body: object) =>
  fetch(url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });

it('every recipe of the README is pasted', () => {
  expect(prepared).toMatchObject({ NODE_ENV: 'production', JWT_SECRET: expect.any(String) });
  expect(names).toEqual(Object.keys(RECIPES));
  expect(recipes.map((recipe) => recipe.trim().split('\n').length)).toEqual(names.map(() => 3));
});

describe.each(Object.entries(RECIPES).map(([name, servers], index) => ({ name, servers, index })))(
  'The recipe of the README',
  ({ name, servers, index }) => {
    const missing = servers.find((server) => server.url() === undefined);
    const suite = missing ? describeOn(missing.service, false) : describe;

    suite(name, () => {
      let service: Awaited<ReturnType<typeof start>>;

      afterEach(() => service?.stop());

      it('migrates and starts a service that takes a login', async () => {
        service = await start(onTestServers(recipes[index] ?? ''));
        expect(service.printed[0]).toMatch(/\tapplied$/);

        const credentials = { email: 'ada@example.com', password: 'correct horse battery staple' };
        expect((await post(`${service.url}/auth/register`, credentials)).status).toBe(201);
        const login = await post(`${service.url}/auth/login`, credentials);
        const { accessToken } = (await login.json()) as { accessToken: string };
        const headers = { Authorization: `Bearer ${accessToken}` };
        expect((await fetch(`${service.url}/me`, { headers })).status).toBe(200);
      }, 60_000);
    });
  },
);
