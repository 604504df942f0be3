import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { installedPath, linkPackages } from '../support/installed-packages.js';
import { describeWith } from '../support/needed-programs.js';
import { packageManifest } from './package-manifest.js';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'checkout ä%20#-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const run = (command: string, ...parameters: string[]) =>
  spawnSync(command, parameters, { cwd: folder, encoding: 'utf8' });

describeWith('git')('a checkout with core.autocrlf', () => {
  it('has LF line ends in every file', () => {
    const git = (...parameters: string[]) => run('git', '-c', 'core.autocrlf=true', ...parameters);
    git('init', '--quiet');
    cpSync('.gitattributes', join(folder, '.gitattributes'));
    for (const path of ['a.ts', '.ci/run', 'docs/a.md', '.env.example', 'Dockerfile']) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), 'one\ntwo\n');
    }
    git('add', '.');
    git('checkout-index', '--all', '--force');
    const lineEnds = git('ls-files', '--eol').stdout.trim().split('\n');
    expect(lineEnds.filter((line) => !/^i\/lf +w\/lf /.test(line))).toEqual([]);
    expect(lineEnds).toHaveLength(6);
  });
});

function inCheckout(changes: object): void {
  const manifest = JSON.parse(readFileSync('package.json', 'utf8'));
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ ...manifest, ...changes }));
  cpSync('preflight.cjs', join(folder, 'preflight.cjs'));
}

describe('npm start', () => {
  const start = () => run('npm', 'start', '--silent');

  /** What `npm ci --omit=dev` installs. */
  function linkPackagesOfProduction(): void {
    for (const name of Object.keys(packageManifest.dependencies)) {
      const path = join(folder, 'node_modules', name);
      mkdirSync(dirname(path), { recursive: true });
      symlinkSync(installedPath(name), path);
    }
  }

  function build(): void {
    mkdirSync(join(folder, 'dist'));
    writeFileSync(join(folder, 'dist', 'main.js'), "process.stdout.write('started');");
  }

  it('says that Node is too old, before anything else', () => {
    inCheckout({ engines: { node: '>=1000.0' } });
    expect(start()).toMatchObject({
      status: 1,
      stdout: '',
      stderr: `Node ${process.version} is too old: this project needs >=1000.0.\n`,
    });
  });

  it('says that packages are missing', () => {
    inCheckout({});
    build();
    expect(start()).toMatchObject({ status: 1, stdout: '', stderr: 'Packages are missing. Run: npm ci\n' });
  });

  it('says that there is no build', () => {
    inCheckout({});
    linkPackagesOfProduction();
    expect(start()).toMatchObject({
      status: 1,
      stdout: '',
      stderr: 'There is no build. Run: npm run build\n',
    });
  });

  it('starts the build with the packages of production', () => {
    inCheckout({});
    linkPackagesOfProduction();
    build();
    expect(start()).toMatchObject({ status: 0, stdout: 'started', stderr: '' });
  });
});

describe('a command for developers', () => {
  it.each(['dev', 'cli', 'test'])('says that packages are missing: npm run %s', (script) => {
    inCheckout({});
    const { status, stderr } = run('npm', 'run', script);
    expect(stderr).toContain('Packages are missing. Run: npm ci');
    expect(stderr).not.toMatch(/not found|\n\s+at /);
    expect(status).toBe(1);
  });

  it('says that Node is too old, before it asks for packages', () => {
    inCheckout({ engines: { node: '>=1000.0' } });
    const { status, stderr } = run(process.execPath, 'preflight.cjs');
    expect(stderr).toBe(`Node ${process.version} is too old: this project needs >=1000.0.\n`);
    expect(status).toBe(1);
  });

  it('continues with the required packages and the required version of Node', () => {
    inCheckout({});
    linkPackages(folder);
    expect(run(process.execPath, 'preflight.cjs')).toMatchObject({ status: 0, stderr: '', stdout: '' });
  });
});

describe('one test file', () => {
  const TEST = 'tests/unit/some.test.ts';

  beforeEach(() => {
    for (const path of [
      'package.json',
      'preflight.cjs',
      'jest.config.js',
      'tests/jest.mjs',
      'tests/support',
    ]) {
      cpSync(path, join(folder, path), { recursive: true });
    }
    mkdirSync(join(folder, 'src'));
    mkdirSync(dirname(join(folder, TEST)));
    writeFileSync(
      join(folder, TEST),
      "import { sep } from 'node:path';\nit('runs', () => { expect(sep).toBe(sep); });\n",
    );
    linkPackages(folder);
  });

  it('that something else starts without the flag for ES modules says what is missing', () => {
    const { status, stderr } = run(process.execPath, installedPath('jest/bin/jest.js'), TEST);
    expect(stderr).toContain('npm test -- path/to/file.test.ts');
    expect(status).toBe(1);
  });

  it('runs in a folder of any name, and where the packages are in a folder above', () => {
    const member = join(folder, 'packages', 'service');
    for (const path of ['package.json', 'preflight.cjs', 'jest.config.js', 'tests', 'src']) {
      cpSync(join(folder, path), join(member, path), { recursive: true });
    }
    const { status, stderr } = spawnSync('npm', ['test', '--', '--selectProjects', 'unit', '--', TEST], {
      cwd: member,
      encoding: 'utf8',
    });
    expect(stderr).toContain('1 passed');
    expect(status).toBe(0);
  });
});
