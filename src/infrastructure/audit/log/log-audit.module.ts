import { ContainerModule } from 'inversify';
import { z } from 'zod';
import { construct } from '../../../wiring/construct.js';
import { ports } from '../../../wiring/port-identifiers.js';
import { defineTechnology } from '../../../wiring/technology.js';
import { LoggerAuditLog } from './logger-audit-log.js';

export const technology = defineTechnology({
  variables: z.object({}),
  createModule: () =>
    new ContainerModule(({ bind }) => {
      bind(ports.AuditLog).toResolvedValue(construct(LoggerAuditLog), [ports.Logger]).inSingletonScope();
    }),
});
