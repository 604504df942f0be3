/** A file that breaks one import rule and no other. */
export interface Plant {
  readonly rule: string;
  readonly path: string;
  readonly source: string;
}

const layers: Plant[] = [
  {
    rule: 'domain-imports-nothing',
    path: 'src/domain/planted-node-module.ts',
    source: "import { randomUUID } from 'node:crypto';\nexport const id = randomUUID();",
  },
  {
    rule: 'domain-imports-nothing',
    path: 'src/domain/planted-package.ts',
    source: "import { z } from 'zod';\nexport const schema = z.string();",
  },
  {
    rule: 'domain-imports-nothing',
    path: 'src/domain/planted-type.ts',
    source: "import type { Request } from 'express';\nexport type Seen = Request;",
  },
  {
    rule: 'domain-imports-nothing',
    path: 'src/domain/planted-inline-type.ts',
    source: "export type Seen = import('express').Request;",
  },
  {
    rule: 'domain-imports-nothing',
    path: 'src/domain/planted-layer.ts',
    source: "export type { User } from '../application/log-in.js';",
  },
  {
    rule: 'domain-imports-nothing',
    path: 'src/domain/planted-on-demand.ts',
    source: "export const load = () => import('../infrastructure/persistence/row.js');",
  },
  {
    rule: 'domain-imports-nothing',
    path: 'src/domain/planted-missing-package.ts',
    source: "import 'a-package-that-nobody-installed';",
  },
  {
    rule: 'shared-domain-imports-no-aggregate',
    path: 'src/domain/shared/planted-aggregate.ts',
    source: "import type { User } from '../user.js';\nexport type Seen = User;",
  },
  {
    rule: 'shared-application-imports-no-feature',
    path: 'src/application/credentials/planted-feature.ts',
    source: "import type { User } from '../log-in.js';\nexport type Seen = User;",
  },
  {
    rule: 'shared-application-imports-no-feature',
    path: 'src/application/audit/planted-feature.ts',
    source: "import type { User } from '../log-in.js';\nexport type Seen = User;",
  },
  {
    rule: 'application-imports-the-domain-only',
    path: 'src/application/planted-adapter.ts',
    source: "import '../infrastructure/persistence/row.js';",
  },
  {
    rule: 'application-imports-the-domain-only',
    path: 'src/application/planted-interface.ts',
    source: "import type { User } from '../interfaces/http/app.js';\nexport type Seen = User;",
  },
  {
    rule: 'application-imports-the-domain-only',
    path: 'src/application/planted-container.ts',
    source: "import { injectable } from 'inversify';\nexport const decorator = injectable;",
  },
  {
    rule: 'application-imports-the-domain-only',
    path: 'src/application/planted-node-module.ts',
    source: "import { readFileSync } from 'node:fs';\nexport const read = readFileSync;",
  },
  {
    rule: 'application-imports-the-domain-only',
    path: 'src/application/planted-wiring.ts',
    source: "import '../wiring/port-identifiers.js';",
  },
  {
    rule: 'wiring-looks-down-only',
    path: 'src/wiring/planted-adapter.ts',
    source: "import '../infrastructure/persistence/row.js';",
  },
  {
    rule: 'wiring-looks-down-only',
    path: 'src/wiring/planted-interface.ts',
    source: "import type { User } from '../interfaces/http/app.js';\nexport type Seen = User;",
  },
  {
    rule: 'wiring-looks-down-only',
    path: 'src/wiring/planted-composition.ts',
    source: "import '../composition/container.js';",
  },
  {
    rule: 'wiring-takes-types-only',
    path: 'src/wiring/planted-value.ts',
    source: "export { User } from '../domain/user.js';",
  },
  {
    rule: 'wiring-takes-types-only',
    path: 'src/wiring/planted-package.ts',
    source: "import { z } from 'zod';\nexport const schema = z.string();",
  },
  {
    rule: 'interfaces-know-no-adapter',
    path: 'src/interfaces/http/planted-adapter.ts',
    source: "import '../../infrastructure/persistence/row.js';",
  },
  {
    rule: 'interfaces-know-no-adapter',
    path: 'src/interfaces/cli/planted-composition.ts',
    source: "import '../../composition/container.js';",
  },
  {
    rule: 'interfaces-know-no-adapter',
    path: 'src/interfaces/http/planted-wiring.ts',
    source: "import '../../wiring/port-identifiers.js';",
  },
  {
    rule: 'interfaces-know-not-each-other',
    path: 'src/interfaces/cli/planted-http.ts',
    source: "import '../http/app.js';",
  },
  {
    rule: 'infrastructure-imports-the-domain-only',
    path: 'src/infrastructure/persistence/mongo/planted-use-case.ts',
    source: "import type { User } from '../../../application/log-in.js';\nexport type Row = User;",
  },
  {
    rule: 'infrastructure-imports-the-domain-only',
    path: 'src/infrastructure/persistence/mongo/planted-wiring.ts',
    source: "import '../../../wiring/port-identifiers.js';",
  },
  {
    rule: 'infrastructure-imports-the-domain-only',
    path: 'src/infrastructure/persistence/mongo/planted-interface.ts',
    source: "import type { User } from '../../../interfaces/http/app.js';\nexport type Row = User;",
  },
  {
    rule: 'infrastructure-imports-the-domain-only',
    path: 'src/infrastructure/persistence/mongo/planted-composition.ts',
    source: "import '../../../composition/container.js';",
  },
  {
    rule: 'modules-import-wiring-only',
    path: 'src/infrastructure/persistence/mongo/planted-container.module.ts',
    source: "import '../../../composition/container.js';",
  },
  {
    rule: 'modules-import-wiring-only',
    path: 'src/infrastructure/connections/mongo/planted-container.connection.ts',
    source: "import '../../../composition/container.js';",
  },
  {
    rule: 'infrastructure-imports-the-domain-only',
    path: 'src/infrastructure/connections/mongo/planted-wiring.ts',
    source: "import '../../../wiring/port-identifiers.js';",
  },
  {
    rule: 'modules-import-wiring-only',
    path: 'src/infrastructure/persistence/mongo/planted-use-case.module.ts',
    source: "import '../../../application/log-in.js';",
  },
  {
    rule: 'slots-see-their-technologies-only',
    path: 'src/infrastructure/planted-package/index.ts',
    source: "import { z } from 'zod';\nexport const slot = z;",
  },
  {
    rule: 'slots-see-their-technologies-only',
    path: 'src/infrastructure/planted-other-slot/index.ts',
    source: "export const slot = { mongo: () => import('../persistence/mongo/mongo.module.js') };",
  },
  {
    rule: 'slots-take-types-only',
    path: 'src/infrastructure/planted-value/index.ts',
    source: "export { name } from '../../wiring/technology.js';",
  },
  {
    rule: 'slots-load-on-demand',
    path: 'src/infrastructure/planted-static/index.ts',
    source: "export * from './mongo/planted.module.js';",
  },
  {
    rule: 'technologies-know-not-each-other',
    path: 'src/infrastructure/persistence/planted-sibling/sibling.ts',
    source: "import type { Bound } from '../mongo/mongo.module.js';\nexport type Seen = Bound;",
  },
  {
    rule: 'technologies-know-not-each-other',
    path: 'src/infrastructure/revocation/mongo/planted-namesake.module.ts',
    source: "import '../../persistence/mongo/mongo.module.js';",
  },
  {
    rule: 'technologies-know-not-each-other',
    path: 'src/infrastructure/persistence/planted-other-kind/other.module.ts',
    source: "import '../../connections/mongo/mongo.connection.js';",
  },
  {
    rule: 'technologies-know-not-each-other',
    path: 'src/infrastructure/connections/planted-other-kind/other.connection.ts',
    source: "import '../mongo/mongo.connection.js';",
  },
  {
    rule: 'technologies-know-not-each-other',
    path: 'src/infrastructure/connections/mongo/planted-technology.ts',
    source: "import '../../persistence/mongo/mongo.module.js';",
  },
  {
    rule: 'connections-know-no-slot',
    path: 'src/infrastructure/connections/mongo/planted-slot.ts',
    source: "import type { User } from '../../persistence/row.js';\nexport type Seen = User;",
  },
  {
    rule: 'technologies-are-reached-through-their-slot',
    path: 'src/composition/planted-connection.ts',
    source: "import '../infrastructure/connections/mongo/mongo.connection.js';",
  },
  {
    rule: 'technologies-are-reached-through-their-slot',
    path: 'src/infrastructure/persistence/planted-connection.ts',
    source: "import '../connections/mongo/mongo.connection.js';",
  },
  {
    rule: 'technologies-are-reached-through-their-slot',
    path: 'src/composition/planted-adapter.ts',
    source: "import '../infrastructure/persistence/mongo/mongo.module.js';",
  },
  {
    rule: 'technologies-are-reached-through-their-slot',
    path: 'src/infrastructure/persistence/planted-shared.ts',
    source: "import './mongo/mongo.module.js';",
  },
  {
    rule: 'features-are-wired-apart',
    path: 'src/composition/features/planted-feature.module.ts',
    source: "import './session.module.js';",
  },
  {
    rule: 'composition-is-for-entry-points',
    path: 'src/planted-entry-point.ts',
    source: "import './composition/container.js';",
  },
  {
    rule: 'entry-points-are-imported-by-nobody',
    path: 'src/composition/planted-entry-point.ts',
    source: "import '../main.js';",
  },
];

const packagesAndGraph: Plant[] = [
  {
    rule: 'packages-have-a-home',
    path: 'src/interfaces/http/planted-new-package.ts',
    source: "import ts from 'typescript';\nexport const version = ts.version;",
  },
  {
    rule: 'no-development-package-at-run-time',
    path: 'src/interfaces/http/planted-development-package.ts',
    source: "import express from 'express';\nexport const app = express;",
  },
  {
    rule: 'no-circular-imports',
    path: 'src/domain/egg.ts',
    source: "import type { Hen } from './hen.js';\nexport interface Egg { hen: Hen }",
  },
  {
    rule: 'no-orphans',
    path: 'src/application/planted-orphan.ts',
    source: 'export const answer = 42;',
  },
  {
    rule: 'no-dangling-imports',
    path: 'src/infrastructure/persistence/planted-dangling.ts',
    source: "import './gone.js';",
  },
];

export const plants: readonly Plant[] = [...layers, ...packagesAndGraph];
