import { readdirSync, readFileSync } from 'node:fs';
import { filesIn } from './documents.js';
import { importersOf, readImportGraph } from './import-graph.js';
import { packageManifest } from './package-manifest.js';

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
