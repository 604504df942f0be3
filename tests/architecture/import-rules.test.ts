import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { linkPackages } from '../support/installed-packages.js';
import { importRules, type Rule, violationsIn } from './dependency-cruiser.js';
import { packageManifest } from './package-manifest.js';
import { type Plant, plants } from './planted-violations.js';

/** What the plants import. None of it breaks a rule; the cycle of the hen and the egg is reported once, at the egg. */
const ground: Record<string, string> = {
  'src/domain/user.ts': 'export class User {}',
  'src/domain/hen.ts': "import type { Egg } from './egg.js';\nexport interface Hen { egg: Egg }",
  'src/application/log-in.ts': "export type { User } from '../domain/user.js';",
  'src/application/log-out.ts': "export type { User } from '@domain/user.js';",
  'src/interfaces/http/app.ts': "export type { User } from '../../domain/user.js';",
  'src/composition/features/session.module.ts': "export type { User } from '../../domain/user.js';",
  'src/composition/features.ts': "import './features/session.module.js';",
  'src/composition/container.ts': "export type { User } from '../domain/user.js';",
  'src/wiring/port-identifiers.ts': "export type { User } from '../domain/user.js';",
  'src/wiring/technology.ts':
    "import type { User } from '../domain/user.js';\nexport type Slot = User;\nexport const name = '';",
  'src/infrastructure/persistence/row.ts': "export type { User } from '../../domain/user.js';",
  'src/infrastructure/persistence/mongo/mongo.module.ts':
    "import { ContainerModule } from 'inversify';\nimport type { User } from '../../../wiring/port-identifiers.js';\nimport type { Client } from '../../connections/mongo/mongo.connection.js';\nexport type Bound = [ContainerModule, User, Client];",
  'src/infrastructure/connections/mongo/mongo.connection.ts':
    "import type { User } from '../../../wiring/port-identifiers.js';\nexport type Client = User;",
  'src/infrastructure/persistence/index.ts':
    "import type { Slot } from '../../wiring/technology.js';\nexport const persistence = { mongo: () => import('./mongo/mongo.module.js') };\nexport type { Slot };",
  'src/infrastructure/planted-static/mongo/planted.module.ts':
    "export type { User } from '../../../domain/user.js';",
  'src/main.ts': "import './composition/container.js';\nimport './infrastructure/persistence/index.js';",
};

/** A package is planted in the first of these folders that is not its home, and in the faintest form: for a type only. */
const foreignFolders = ['src/interfaces/http', 'src/interfaces/cli', 'src'];

const HOME_RULE = /^(.+)-stays-at-home$/;

function plantedPackage({ name, from }: Rule): Plant[] {
  const packageName = HOME_RULE.exec(name)?.[1];
  if (packageName === undefined) return [];
  const isHome = (path: string) => [from.pathNot ?? []].flat().some((home) => new RegExp(home).test(path));
  const path = foreignFolders
    .map((folder) => `${folder}/planted-${packageName.replaceAll(/\W/g, '-')}.ts`)
    .find((file) => !isHome(file));
  if (path === undefined) throw new Error(`${packageName} is at home everywhere.`);
  return [{ rule: name, path, source: `export type * from '${packageName}';` }];
}

const rules = await importRules();
const allPlants = [...plants, ...rules.flatMap(plantedPackage)];

describe('the import rules', () => {
  const tree = mkdtempSync(join(tmpdir(), 'import rules ä%20#-'));
  let planted: ReadonlyMap<string, string[]>;
  let real: ReadonlyMap<string, string[]>;

  beforeAll(async () => {
    const write = (path: string, text: string) => {
      mkdirSync(dirname(join(tree, path)), { recursive: true });
      writeFileSync(join(tree, path), text);
    };
    for (const [path, source] of Object.entries(ground)) write(path, source);
    for (const { path, source } of allPlants) write(path, source);
    const { express, ...dependencies } = packageManifest.dependencies;
    write(
      'package.json',
      JSON.stringify({ dependencies: { ...dependencies, typescript: '6' }, devDependencies: { express } }),
    );
    const paths = { '@domain/*': ['./src/domain/*'] };
    write('tsconfig.json', JSON.stringify({ compilerOptions: { module: 'NodeNext', paths } }));
    linkPackages(tree);
    [planted, real] = await Promise.all([violationsIn(tree), violationsIn('.')]);
  }, 60_000);

  afterAll(() => rmSync(tree, { recursive: true }));

  it('find nothing in this code base', () => {
    expect(real).toEqual(new Map());
  });

  it('each have a violation planted, and no violation is planted for a rule that is gone', () => {
    expect(new Set(allPlants.map(({ rule }) => rule))).toEqual(new Set(rules.map(({ name }) => name)));
  });

  it.each(allPlants)('$rule reports $path', ({ rule, path }) => {
    expect(planted.get(path)).toEqual([rule]);
  });

  it('report nothing except the planted violations', () => {
    expect([...planted.keys()].filter((path) => path in ground)).toEqual([]);
  });

  it('say why they are there, and fail the check', () => {
    const reason = expect.stringMatching(/\w+ \w+ .+\.$/);
    expect(rules).toEqual(rules.map((rule) => ({ ...rule, comment: reason, severity: 'error' })));
  });
});
