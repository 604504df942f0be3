import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { filesIn } from './documents.js';
import { importersOf, readImportGraph } from './import-graph.js';
import { packageManifest } from './package-manifest.js';

interface Job {
  readonly strategy: {
    readonly matrix: {
      readonly node?: readonly number[];
      readonly include?: readonly Readonly<Record<string, number>>[];
    };
  };
  readonly services: Readonly<Record<string, { readonly image: string; readonly ports: readonly string[] }>>;
  readonly env: Readonly<Record<string, string>>;
}

const { jobs }: { readonly jobs: { readonly test: Job; readonly servers: Job } } = parse(
  readFileSync('.github/workflows/ci.yml', 'utf8'),
);

const NODES = [20, 22, 24, 26];

/** The lines of every workflow that are no comment. */
const workflows = filesIn('.github/workflows', '.yml').map((path) =>
  readFileSync(path, 'utf8').replaceAll(/^\s*#.*$/gm, ''),
);
const lines = workflows.flatMap((text) => text.split('\n').map((line) => line.trim()));
const commands = lines.flatMap((line) => /^(?:- )?run: (.*)$/.exec(line)?.[1] ?? []);

describe('The pipeline', () => {
  it('SC-01 installs what the lockfile says, and nothing else', () => {
    const installs = [...commands, ...readFileSync('.ci/run', 'utf8').split('\n')]
      .flatMap((line) => line.match(/\bnpm (?:ci|i|install|add|update)\b/g) ?? [])
      .filter((command) => command !== 'npm ci');
    expect(installs).toEqual([]);
    expect(readFileSync('.ci/run', 'utf8')).toMatch(/^step 'Install' npm ci\b/m);
  });

  it('measures the install without any package that only stores import', () => {
    const graph = readImportGraph();
    const stores = readdirSync('src/infrastructure/connections').map((name) => `/${name}/`);
    const drivers = Object.keys(packageManifest.dependencies).filter((name) => {
      const importers = importersOf(graph, (target) => target === name).filter((path) =>
        path.startsWith('src/'),
      );
      return importers.length > 0 && importers.every((path) => stores.some((store) => path.includes(store)));
    });
    const [, uninstalled = ''] = /^readonly drivers=\((.*)\)$/m.exec(readFileSync('.ci/run', 'utf8')) ?? [];
    expect(uninstalled.split(' ')).toEqual(drivers);
  });

  it('SC-02 fails on a known vulnerability of a production dependency', () => {
    expect(commands).toContain('npm audit --omit=dev');
  });

  it('SC-02 looks for vulnerabilities without a commit, too', () => {
    expect(lines).toContain('schedule:');
    expect(lines.some((line) => line.startsWith('- cron: '))).toBe(true);
  });

  it('SC-02 makes an SBOM of the production dependencies, and keeps it', () => {
    expect(commands).toContain('npm sbom --sbom-format cyclonedx --omit dev > sbom.cdx.json');
    expect(lines).toContain('path: sbom.cdx.json');
  });

  it('SC-02 comes with remediation times for each severity', () => {
    const [, section = ''] = readFileSync('SECURITY.md', 'utf8').split('## Remediation times');
    const cells = [...section.matchAll(/^\| ([a-z, ]+) \| (?:\d+ days|the next release) \|$/gm)];
    expect(cells.flatMap(([, severities = '']) => severities.split(', '))).toEqual([
      'critical',
      'high',
      'medium',
      'low',
    ]);
  });

  it('SC-03 pins every action by its commit', () => {
    const actions = lines.flatMap((line) => /^(?:- )?uses: (\S+)/.exec(line)?.[1] ?? []);
    expect(actions.filter((action) => !/@[0-9a-f]{40}$/.test(action))).toEqual([]);
    expect(actions.length).toBeGreaterThan(0);
  });

  it('SC-03 has a token that can read the code and nothing else', () => {
    for (const text of workflows) {
      expect(text.match(/permissions:.*\n(?: +\S.*\n)*/g)).toEqual(['permissions:\n  contents: read\n']);
      expect(text).toMatch(/^permissions:/m);
    }
  });
});

describe('The pipeline tests', () => {
  const { strategy, services, env } = jobs.servers;
  const versionsOf = (name: string) =>
    [...new Set((strategy.matrix.include ?? []).map((versions) => versions[name]))].sort();

  it('everything on each Node', () => {
    expect(jobs.test.strategy.matrix.node).toEqual(NODES);
  });

  it.each([
    ['redis', [7, 8]],
    ['postgres', [15, 18]],
    ['mongodb', [6, 7, 8]],
    ['node', NODES],
  ])('the contracts on each version of %s', (name, versions) => {
    expect(versionsOf(name)).toEqual(versions);
  });

  it.each([
    ['TEST_REDIS_URL', 'redis', 'redis'],
    ['TEST_POSTGRES_URL', 'postgres', 'postgres'],
    ['TEST_MONGODB_URL', 'mongodb', 'mongo'],
  ])('the server of %s in a container, and requires it', (variable, service, required) => {
    const { port } = new URL(env[variable] ?? '');
    expect(services[service]?.ports).toEqual([`127.0.0.1:${port}:${port}`]);
    expect(services[service]?.image).toMatch(new RegExp(`:\\$\\{\\{ matrix\\.${service} \\}\\}$`));
    expect(env['REQUIRE_SERVICES']?.split(',')).toContain(required);
  });
});
