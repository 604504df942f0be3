import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { coreVariables } from '../../src/composition/configuration/core-variables.js';
import { filesIn } from '../architecture/documents.js';
import { readImportGraph, withImports } from '../architecture/import-graph.js';
import { copyRepository } from './guide.js';
import { runTests } from './runs.js';

const GUIDE = 'docs/make-it-yours.md';
const DEFAULTS = 'src/composition/configuration/core-variables.ts';

/** The tests that start the service take its settings from here, a name for it among them. */
const SETTINGS_OF_TESTS = 'tests/support/service/service.ts';

const PACKAGES = ['', 'bench/', 'clients/'].flatMap((folder) =>
  ['package.json', 'package-lock.json', '.npmrc'].map((file) => `${folder}${file}`),
);
const DEPLOYMENT = ['Dockerfile', '.dockerignore', '.gitignore', 'compose.yaml', 'deploy'];

const before = coreVariables.shape.SERVICE_NAME.parse(undefined);

const graph = readImportGraph();

/** The tests that see the default of the name. */
const concerned = [...graph.keys()].filter((path) => {
  if (!path.endsWith('.test.ts') || path.startsWith('tests/template/')) return false;
  const needed = withImports(graph, [path]);
  return needed.has(DEFAULTS) && !needed.has(SETTINGS_OF_TESTS);
});

/** The commands for the names of the packages, which need no network here. */
function renamePackages(folder: string): void {
  const [, commands = ''] = /^ *```sh\n([\s\S]+?)^ *```$/m.exec(readFileSync(GUIDE, 'utf8')) ?? [];
  const env = { ...process.env, npm_config_offline: 'true' };
  execFileSync('sh', ['-e', '-c', commands], { cwd: folder, env });
}

function replaceIn(file: string, text: string, replacement: string): void {
  const parts = readFileSync(file, 'utf8').split(text);
  expect([file, parts.length]).toEqual([file, 2]);
  writeFileSync(file, parts.join(replacement));
}

describe.each(['x', 'Acme Accounts!'])('A copy of the repository with the name %s', (name) => {
  const folder = mkdtempSync(join(tmpdir(), 'renamed-'));
  beforeAll(() => {
    copyRepository(folder, [...PACKAGES, ...DEPLOYMENT, 'README.md']);
    replaceIn(join(folder, DEFAULTS), `.default('${before}')`, `.default('${name}')`);
    replaceIn(join(folder, '.env.example'), `# SERVICE_NAME=${before}\n`, `# SERVICE_NAME=${name}\n`);
    replaceIn(join(folder, 'README.md'), `# ${before}\n`, `# ${name}\n`);
    renamePackages(folder);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('has no file with the old one', () => {
    const left = filesIn(folder, '').filter((path) => readFileSync(path, 'utf8').includes(before));
    expect(left).toEqual([]);
  });

  it('passes the tests that see the name, or those of the packages', async () => {
    const tests = [...concerned, 'tests/architecture/lockfiles.test.ts'];
    const { passed, failures } = await runTests(folder, tests);
    expect(failures).toEqual([]);
    expect(passed).toBeGreaterThan(50);
  }, 60_000);
});
