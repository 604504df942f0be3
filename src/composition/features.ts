import { accessModule } from './features/access.module.js';
import { accountModule } from './features/account.module.js';
import { administrationModule } from './features/administration.module.js';
import { auditModule } from './features/audit.module.js';
import { credentialsModule } from './features/credentials.module.js';
import { operationsModule } from './features/operations.module.js';
import { sessionModule } from './features/session.module.js';
import { storeModule } from './features/store.module.js';

/**
 * Every feature, with its use cases and controllers. To add or delete a feature, add or delete its module and its line here.
 * Controllers are tried in this order, so the most used features come first.
 */
export const features = [
  accountModule,
  sessionModule,
  administrationModule,
  operationsModule,
  accessModule,
  credentialsModule,
  auditModule,
  storeModule,
];
