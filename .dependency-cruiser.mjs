import { readFileSync } from 'node:fs';

/**
 * Where each npm package may be imported, as regular expressions for paths in `src`. A package occurs in one folder, so that only
 * that folder changes when the package is replaced. A package that is not listed cannot be imported. Add a line for each new
 * package.
 */
const packageHomes = {
  '@asteasolutions/zod-to-openapi': ['interfaces/http/'],
  '@inquirer/password': ['interfaces/cli/'],
  '@redis/client': ['infrastructure/connections/redis/'],
  argon2: ['infrastructure/passwords/argon2/'],
  commander: ['interfaces/cli/'],
  cors: ['interfaces/http/'],
  express: ['interfaces/http/'],
  helmet: ['interfaces/http/'],
  // Adapters are plain classes. Only the module of a technology defines how the container creates them.
  inversify: ['composition/', 'wiring/', 'infrastructure/.+\\.module\\.ts$'],
  jsonwebtoken: ['infrastructure/tokens/jsonwebtoken/'],
  kysely: ['infrastructure/connections/sql/', 'infrastructure/[^/]+/sql/'],
  libsql: ['infrastructure/connections/sql/libsql\\.ts$'],
  'lru-cache': ['infrastructure/tokens/'],
  mongoose: ['infrastructure/.+/mongo/'],
  pg: ['infrastructure/connections/sql/postgres-pool\\.ts$'],
  pino: ['infrastructure/logging/'],
  'pino-pretty': ['infrastructure/logging/'],
  'prom-client': ['interfaces/metrics/'],
  'rate-limiter-flexible': ['infrastructure/throttling/mongo/'],
  'swagger-ui-express': ['interfaces/http/'],
  // zod is the exception, because every layer that receives external data needs schemas: requests, settings and rows.
  zod: ['interfaces/', 'composition/', 'wiring/', 'infrastructure/'],
};

const manifest = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8'));
const installed = { ...manifest.dependencies, ...manifest.devDependencies };

/** A rule for a package that is not installed could never fail, so such packages get no rule. */
const housedPackages = Object.entries(packageHomes).filter(([name]) => name in installed);

const pathOf = (name) => `(^|/)node_modules/(@types/)?${name.replaceAll('.', '\\.')}/`;

const LAYER = '^src/(domain|application|wiring|interfaces|infrastructure|composition)/';
const MODULE = '^src/infrastructure/.+\\.module\\.ts$';
const CONNECTION = '^src/infrastructure/connections/[^/]+/[^/]+\\.connection\\.ts$';
const SLOT_INDEX = '^src/infrastructure/[^/]+/index\\.ts$';
const TECHNOLOGY = '^src/infrastructure/[^/]+/[^/]+/';

const layerRules = [
  {
    name: 'domain-imports-nothing',
    comment:
      'Business rules do not depend on libraries and run anywhere. So they import no package, no node: module and no other layer.',
    from: { path: '^src/domain/' },
    to: { pathNot: '^src/domain/' },
  },
  {
    name: 'shared-domain-imports-no-aggregate',
    comment:
      'Every aggregate imports the shared code. If shared code imported an aggregate, no aggregate could be deleted or understood alone.',
    from: { path: '^src/domain/shared/' },
    to: { path: '^src/domain/', pathNot: '^src/domain/shared/' },
  },
  {
    name: 'shared-application-imports-no-feature',
    comment:
      'Features share the audit log and the handling of credentials. Shared code must not depend on a feature.',
    from: { path: '^src/application/(audit|credentials)/' },
    to: { path: '^src/application/', pathNot: '^src/application/(audit|credentials)/' },
  },
  {
    name: 'application-imports-the-domain-only',
    comment:
      'A use case can be tested in milliseconds with plain objects only if it accesses the outside through ports.',
    from: { path: '^src/application/' },
    to: { pathNot: '^src/(application|domain)/' },
  },
  {
    name: 'wiring-looks-down-only',
    comment:
      'Wiring holds the identifiers of ports, for the modules that bind them. If it imported an adapter or composition, every module would import that too.',
    from: { path: '^src/wiring/' },
    to: { path: '^src/', pathNot: '^src/(wiring|application|domain)/' },
  },
  {
    name: 'wiring-takes-types-only',
    comment:
      'The identifier of a port needs the type of the port. Wiring loads no package and no code of another layer at run time.',
    from: { path: '^src/wiring/' },
    to: {
      pathNot: '^src/(wiring|interfaces|infrastructure|composition)/',
      dependencyTypesNot: ['type-only'],
    },
  },
  {
    name: 'interfaces-know-no-adapter',
    comment:
      'A driving adapter calls use cases. If it depended on a technology, the technology could no longer be replaced.',
    from: { path: '^src/interfaces/' },
    to: { path: '^src/', pathNot: '^src/(interfaces|application|domain)/' },
  },
  {
    name: 'interfaces-know-not-each-other',
    comment:
      'HTTP and the command line are two ways to the same use cases. Either can be deleted without the other.',
    from: { path: '^src/interfaces/([^/]+)/' },
    to: { path: '^src/interfaces/[^/]+/', pathNot: '^src/interfaces/$1/' },
  },
  {
    name: 'infrastructure-imports-the-domain-only',
    comment:
      'An adapter serves a port of the domain. If it depended on use cases, interfaces, wiring or the container, it could not be reused in another service.',
    from: { path: '^src/infrastructure/', pathNot: [MODULE, CONNECTION, SLOT_INDEX] },
    to: { path: '^src/', pathNot: '^src/(infrastructure|domain)/' },
  },
  {
    name: 'modules-import-wiring-only',
    comment:
      'The module of a technology binds its adapters to the identifiers of ports, and a connection defines its client. The container, the settings and the other technologies belong to composition, which stands above them.',
    from: { path: [MODULE, CONNECTION] },
    to: {
      path: '^src/',
      pathNot: '^src/(infrastructure|wiring|domain)/',
    },
  },
  {
    name: 'slots-see-their-technologies-only',
    comment:
      'The index of a slot is a list of names. Many modules import it, so it must not load other code.',
    from: { path: '^src/infrastructure/([^/]+)/index\\.ts$' },
    to: { pathNot: '^src/(infrastructure/$1/[^/]+/.+\\.module\\.ts$|wiring/technology\\.ts$)' },
  },
  {
    name: 'slots-take-types-only',
    comment:
      'A slot needs only the type of its entries. Many modules import the index of a slot, so it must not load other code.',
    from: { path: SLOT_INDEX },
    to: { path: '^src/wiring/', dependencyTypesNot: ['type-only'] },
  },
  {
    name: 'slots-load-on-demand',
    comment:
      'With static imports, every start would load the drivers of all databases, and all of them would have to be installed.',
    from: { path: SLOT_INDEX },
    to: { path: TECHNOLOGY, dynamic: false },
  },
  {
    name: 'technologies-know-not-each-other',
    comment:
      'Deleting the folder of a technology must not break another technology. Code that technologies of one slot share is directly in the folder of the slot. Code that one technology shares across slots is in its connection.',
    from: { path: '^src/infrastructure/([^/]+)/([^/]+)/' },
    to: { path: TECHNOLOGY, pathNot: '^src/infrastructure/($1|connections)/$2/' },
  },
  {
    name: 'connections-know-no-slot',
    comment:
      'A connection serves technologies of any slot. If it imported one of them, the others could not be used without it.',
    from: { path: '^src/infrastructure/connections/' },
    to: {
      path: '^src/infrastructure/[^/]+/',
      pathNot: ['^src/infrastructure/(connections|system)/', TECHNOLOGY],
    },
  },
  {
    name: 'technologies-are-reached-through-their-slot',
    comment:
      'Code that imports an adapter directly uses it even if the settings select another, and prevents its deletion.',
    from: {
      path: '^src/',
      pathNot: [TECHNOLOGY, SLOT_INDEX, '^src/(domain|application|wiring|interfaces)/'],
    },
    to: { path: TECHNOLOGY },
  },
  {
    name: 'features-are-wired-apart',
    comment:
      'The module of a feature can be deleted with one line of the list. That holds as long as no other module imports it.',
    from: { path: '^src/', pathNot: '^src/composition/features\\.ts$' },
    to: { path: '^src/composition/features/' },
  },
  {
    name: 'composition-is-for-entry-points',
    comment:
      'Composition depends on everything, so a module that imports composition does too. Only the entry points of processes may do that.',
    from: { path: '^src/', pathNot: [LAYER, '^src/(main|cli)\\.ts$'] },
    to: { path: '^src/composition/' },
  },
  {
    name: 'entry-points-are-imported-by-nobody',
    comment: 'An entry point starts a process when it is loaded. It stands above all layers.',
    from: { path: ['^src/composition/', '^src/[^/]+$'] },
    to: { path: '^src/(main|cli)\\.ts$' },
  },
];

const packageRules = [
  ...housedPackages.map(([name, homes]) => ({
    name: `${name}-stays-at-home`,
    comment: `A package occurs in one folder, so that it can be replaced there. ${name} is at home in ${homes.join(' and ')}.`,
    from: { path: '^src/', pathNot: ['^src/(domain|application)/', ...homes.map((home) => `^src/${home}`)] },
    to: { path: pathOf(name) },
  })),
  {
    name: 'packages-have-a-home',
    comment:
      'A new package needs a decision about where it may be imported. Add it to the list above these rules.',
    from: { path: '^src/', pathNot: '^src/(domain|application)/' },
    to: {
      dependencyTypes: [
        'npm',
        'npm-dev',
        'npm-optional',
        'npm-peer',
        'npm-bundled',
        'npm-no-pkg',
        'npm-unknown',
      ],
      pathNot: housedPackages.map(([name]) => pathOf(name)),
    },
  },
  {
    name: 'no-development-package-at-run-time',
    comment:
      'Production installs no development packages, so an import of one would fail only there. The pretty printer of the logs is loaded on demand and may be missing.',
    from: { path: '^src/', pathNot: '^src/(domain|application)/' },
    to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'], pathNot: pathOf('pino-pretty') },
  },
];

const graphRules = [
  {
    name: 'no-circular-imports',
    comment:
      'Files that import each other cannot be understood, tested or moved separately, and their initialisation order is arbitrary.',
    from: { path: '^src/' },
    to: { circular: true },
  },
  {
    name: 'no-orphans',
    comment: 'A file that imports nothing and that nothing imports is unused.',
    from: { path: '^src/', orphan: true },
    to: {},
  },
  {
    name: 'no-dangling-imports',
    comment: 'An import that cannot be resolved is not checked by any other rule.',
    from: { path: '^src/', pathNot: '^src/(domain|application)/' },
    to: { couldNotResolve: true },
  },
];

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [...layerRules, ...packageRules, ...graphRules].map((rule) => ({ severity: 'error', ...rule })),
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    // A type-only import is a dependency, too.
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
