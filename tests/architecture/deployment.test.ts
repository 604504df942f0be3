import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { runInNewContext } from 'node:vm';
import type { ConfigurationError } from '../../src/composition/configuration/configuration-error.js';
import {
  type Configuration,
  loadConfiguration,
} from '../../src/composition/configuration/load-configuration.js';
import { type SlotVariable, slots } from '../../src/composition/configuration/slots.js';
import { CHECK_TIMEOUT_MS } from '../../src/composition/http.module.js';
import { STOP_TIMEOUT_MS } from '../../src/composition/process-lifecycle.js';
import { LOG_TIMEOUT_MS } from '../../src/infrastructure/logging/pino-logger.js';
import { CONNECTION_LIMITS, DRAIN_TIMEOUT_MS } from '../../src/interfaces/http/server/connection-limits.js';
import { describeOn } from '../support/needed-services.js';
import { ROUTES } from '../support/routes.js';
import { nginx, nginxCommand, nginxConfiguration } from '../support/topology/start-nginx.js';
import {
  compose,
  dockerfile,
  manifestOf,
  milliseconds,
  nginxDirective,
  type Probe,
  podOf,
} from './deployment.js';
import { documentedVariables } from './env-example.js';

const settings = new Set(documentedVariables().map(({ name }) => name));
const isSecret = (name: string) => settings.has(`${name}_FILE`);

/** Variables that are those of an image, and not of the service. */
const VARIABLES_OF_IMAGES: Readonly<Record<string, readonly string[]>> = {
  'mongo:8.0': ['MONGO_INITDB_ROOT_USERNAME', 'MONGO_INITDB_ROOT_PASSWORD_FILE', 'HOME'],
};

const services = Object.entries(compose.services);
const { api, migrate } = compose.services;
const fromConfigMap = manifestOf('ConfigMap').data ?? {};

const deployments = [
  ['compose.yaml', { ...api?.environment }],
  ['the ConfigMap', fromConfigMap],
] as const;

/** Technologies that the deployments choose, and that are not here: a team may have deleted them. */
const missing = deployments
  .flatMap(([, environment]) => Object.entries(environment))
  .filter(([slot, name]) => slot in slots && !(name in slots[slot as SlotVariable]));
const itWithStores = missing.length === 0 ? it : it.skip;

const folder = mkdtempSync(join(tmpdir(), 'deployment-'));
execFileSync('sh', ['deploy/create-secrets', folder]);
afterAll(() => rmSync(folder, { recursive: true }));

/** The configuration of the service in production, with the secrets in this folder. */
function configurationOf(environment: Readonly<Record<string, string>>): Promise<Configuration> {
  const here = Object.entries(environment).map(([name, value]) =>
    name.endsWith('_FILE') ? [name, join(folder, basename(value))] : [name, value],
  );
  return loadConfiguration({ NODE_ENV: 'production', ...Object.fromEntries(here) });
}

/** What the service says of the settings. */
function problemsWith(environment: Readonly<Record<string, string>>) {
  return configurationOf(environment).then(
    () => [],
    ({ problems }: ConfigurationError) => problems,
  );
}

describe.each(deployments)('The settings in %s', (_place, environment) => {
  itWithStores('are settings of the service', () => {
    expect(Object.keys(environment).filter((name) => !settings.has(name))).toEqual([]);
  });

  it('hold no secret, and name files of secrets', () => {
    expect(Object.keys(environment).filter(isSecret)).toEqual([]);
    const files = Object.entries(environment).filter(([name]) => name.endsWith('_FILE'));
    expect(files.length).toBeGreaterThan(3);
    for (const [, path] of files) expect(path).toMatch(/^\/run\/secrets\//);
  });

  itWithStores('are accepted in production, with the secrets of create-secrets', async () => {
    expect(await problemsWith(environment)).toEqual([]);
  });
});

describe('compose.yaml', () => {
  it.each(services.filter(([name]) => name !== 'api' && name !== 'migrate'))(
    'sets variables of its image for %s only',
    (_name, { image, environment = {} }) => {
      const known = VARIABLES_OF_IMAGES[image] ?? [];
      expect(Object.keys(environment).filter((name) => !known.includes(name))).toEqual([]);
    },
  );

  it('mounts exactly the secrets that the settings name, from files that are in no image and no commit', () => {
    const named = Object.entries(api?.environment ?? {})
      .filter(([name]) => name.endsWith('_FILE'))
      .map(([, path]) => basename(path));
    expect(named.sort()).toEqual([...(api?.secrets ?? [])].sort());
    const files = Object.entries(compose.secrets).map(
      ([name, { file }]) => file === `deploy/secrets/${name}`,
    );
    expect(files).not.toContain(false);
    expect(readFileSync('.gitignore', 'utf8')).toMatch(/^deploy\/secrets\/$/m);
    expect(readFileSync('.dockerignore', 'utf8')).toMatch(/^\*$/m);
  });

  it('migrates with the settings of the service, before it starts', () => {
    expect(migrate?.environment).toEqual(api?.environment);
    expect(migrate?.command).toEqual(['node', 'dist/cli.js', 'store', 'migrate']);
  });

  it.each(services)('gives %s no rights, no writable files and no unlimited memory', (_name, service) => {
    expect(service).toMatchObject({ read_only: true, cap_drop: ['ALL'] });
    expect(service.deploy.resources.limits.memory).toMatch(/^\d+[MG]$/);
    // The image of the service has a user of its own.
    expect(service.user ?? dockerfile).toMatch(/^(\d+:\d+$|FROM)/);
  });

  itWithStores('leaves the service the time that it takes to stop', async () => {
    const { SHUTDOWN_DELAY_SECONDS } = await configurationOf({ ...api?.environment });
    const longest = SHUTDOWN_DELAY_SECONDS * 1_000 + STOP_TIMEOUT_MS + LOG_TIMEOUT_MS;
    expect(milliseconds(api?.stop_grace_period ?? '')).toBeGreaterThan(longest);
  });
});

describe('mongo-initiate.js', () => {
  it('creates the user of the URL, in which a name and a password are percent-encoded', () => {
    const secrets: Record<string, string> = {
      mongodb_root_password: 'root/password',
      mongodb_url: 'mongodb://the%20service:p%40ss%2Fword@mongo:27017/auth?replicaSet=rs0',
    };
    const created: unknown[] = [];
    const database = { getUser: () => null, createUser: (user: object) => created.push(user) };
    const connected: string[] = [];
    const connect = (url: string) => {
      connected.push(url);
      const hello = () => ({ setName: 'rs0', isWritablePrimary: true });
      return { hello, getSiblingDB: (name: string) => ({ ...database, name }) };
    };
    const require = () => ({ readFileSync: (path: string) => secrets[basename(path)] });
    runInNewContext(readFileSync('deploy/mongo-initiate.js', 'utf8'), { connect, require, URL });
    expect(connected).toEqual(['mongodb://root:root%2Fpassword@mongo:27017/admin?directConnection=true']);
    expect(created).toEqual([{ user: 'the service', pwd: 'p@ss/word', roles: ['readWrite'] }]);
  });
});

describe('The images', () => {
  const ofCompose = services.filter(([, { build }]) => build === undefined).map(([, { image }]) => image);
  const ofDockerfile = [...dockerfile.matchAll(/^FROM (\S+:\S+)/gm)].map(([, image = '']) => image);
  const ofPods = (['Deployment', 'Job'] as const).map((kind) => podOf(kind).container.image);

  it.each([...ofCompose, ...ofDockerfile, ...ofPods])('%s has a version', (image) => {
    expect(image).toMatch(/:\d+(\.\d+)*(-[\w-]+)?$/);
  });

  it('of the service is the same for the migration', () => {
    expect(new Set(ofPods).size).toBe(1);
  });

  it('of the service runs Node itself, as a user without rights', () => {
    const stage = dockerfile.slice(dockerfile.lastIndexOf('\nFROM '));
    expect(stage).toMatch(/^ENV NODE_ENV=production$/m);
    expect(stage).toMatch(/^USER 1000:1000$/m);
    expect(stage).toMatch(/^CMD \["node", "dist\/main\.js"\]$/m);
    expect(dockerfile).toMatch(/^RUN npm ci --omit=dev/m);
  });
});

describe('The pods', () => {
  it.each(['Deployment', 'Job'] as const)('of the %s have no rights and no writable files', (kind) => {
    const { pod, container } = podOf(kind);
    expect(pod.securityContext).toMatchObject({
      runAsNonRoot: true,
      seccompProfile: { type: 'RuntimeDefault' },
    });
    expect(container.securityContext).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    });
    expect(container.env).toBeUndefined();
  });

  it('get every secret that the settings name', () => {
    const named = Object.entries(fromConfigMap).filter(([name]) => name.endsWith('_FILE'));
    const names = Object.keys(manifestOf('Secret').stringData ?? {});
    expect(names.sort()).toEqual(named.map(([, path]) => basename(path)).sort());
  });

  it('do not start with the secrets of the example', async () => {
    const example = Object.entries(manifestOf('Secret').stringData ?? {});
    const problems = await problemsWith(
      Object.fromEntries(example.map(([name, value]) => [name.toUpperCase(), value])),
    );
    const refused = problems.map(({ variable }) => variable);
    expect(refused).toEqual(expect.arrayContaining(['JWT_SECRET', 'REFRESH_TOKEN_KEYS']));
  });

  itWithStores(
    'stop as late as the process does, and answer until no requests are sent to them',
    async () => {
      const { SHUTDOWN_DELAY_SECONDS } = await configurationOf(fromConfigMap);
      const { pod, container } = podOf('Deployment');
      const grace = (pod.terminationGracePeriodSeconds ?? 0) * 1_000;
      expect(grace).toBeGreaterThan(SHUTDOWN_DELAY_SECONDS * 1_000 + STOP_TIMEOUT_MS + LOG_TIMEOUT_MS);
      const { periodSeconds = 0, timeoutSeconds = 0, failureThreshold = 0 } = container.readinessProbe ?? {};
      expect(SHUTDOWN_DELAY_SECONDS).toBeGreaterThan(periodSeconds * failureThreshold + timeoutSeconds);
    },
  );
});

describe('The probes', () => {
  const { container } = podOf('Deployment');
  const { startupProbe, livenessProbe, readinessProbe } = container;
  const probes: [string, Probe | undefined][] = Object.entries({
    startupProbe,
    livenessProbe,
    readinessProbe,
  });
  const publicPaths = ROUTES.filter(({ access, method }) => access === 'public' && method === 'get').map(
    ({ path }) => path,
  );

  it.each(probes)('%s asks for a public route on the port of the service', (_name, probe) => {
    expect(publicPaths).toContain(probe?.httpGet.path);
    expect(container.ports).toContainEqual({ name: probe?.httpGet.port, containerPort: 3_000 });
  });

  it('of the image asks for a public route', () => {
    const [, path] = /^HEALTHCHECK[\s\S]*?PORT \?\? 3000\}(\/[\w/]+)/m.exec(dockerfile) ?? [];
    expect(publicPaths).toContain(path);
  });

  it('restart nothing because of a store', () => {
    expect(startupProbe?.httpGet.path).toBe('/health/live');
    expect(livenessProbe?.httpGet.path).toBe('/health/live');
    expect(readinessProbe?.httpGet.path).toBe('/health/ready');
  });

  it('wait longer than a check and the start take', async () => {
    expect((readinessProbe?.timeoutSeconds ?? 0) * 1_000).toBeGreaterThan(CHECK_TIMEOUT_MS);
    const inMemory = { PERSISTENCE: 'in-memory', REVOCATION: 'in-memory', THROTTLING: 'in-memory' };
    const { STORE_START_TIMEOUT_SECONDS: start } = await loadConfiguration({ NODE_ENV: 'test', ...inMemory });
    expect((startupProbe?.periodSeconds ?? 0) * (startupProbe?.failureThreshold ?? 0)).toBeGreaterThan(start);
  });
});

describe('nginx.conf', () => {
  itWithStores('closes idle connections before the service does', async () => {
    const { KEEP_ALIVE_TIMEOUT_SECONDS } = await configurationOf({ ...api?.environment });
    expect(milliseconds(nginxDirective('keepalive_timeout'))).toBeLessThan(
      KEEP_ALIVE_TIMEOUT_SECONDS * 1_000,
    );
  });

  it('waits for an instance as long as that may take to answer', () => {
    expect(milliseconds(nginxDirective('proxy_read_timeout'))).toBe(DRAIN_TIMEOUT_MS);
  });

  it('waits for clients no longer than the service would', () => {
    for (const [directive, limit] of [
      ['client_header_timeout', CONNECTION_LIMITS.headersTimeout],
      ['client_body_timeout', CONNECTION_LIMITS.requestTimeout],
    ] as const) {
      expect(milliseconds(nginxDirective(directive))).toBeLessThanOrEqual(limit);
    }
  });

  it('takes the headers that the service takes', () => {
    expect(nginxDirective('large_client_header_buffers')).toBe(
      `4 ${CONNECTION_LIMITS.maxHeaderSize / 1024}k`,
    );
  });

  it('is the one proxy that TRUST_PROXY counts, and overwrites what clients claim', () => {
    expect(api?.environment?.['TRUST_PROXY']).toBe('1');
    expect(nginxDirective('proxy_set_header X-Forwarded-For')).toBe('$remote_addr');
  });

  describeOn(nginx, nginx.binary !== undefined)('read by nginx', () => {
    it('is correct', async () => {
      const file = join(folder, 'nginx.conf');
      writeFileSync(file, nginxConfiguration({ port: 8_080, instances: [3_000, 3_001], folder }));
      const [command = '', ...options] = nginxCommand(file);
      const { stderr } = await promisify(execFile)(command, [...options, '-t']);
      expect(stderr).toContain('test is successful');
    });
  });
});
