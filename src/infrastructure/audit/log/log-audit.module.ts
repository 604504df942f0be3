import { createSecretKey, randomBytes } from 'node:crypto';
import { ContainerModule } from 'inversify';
import { z } from 'zod';
import type { Logger } from '../../../domain/shared/logger.port.js';
import { ports } from '../../../wiring/port-identifiers.js';
import { defineTechnology } from '../../../wiring/technology.js';
import { AccountPseudonym } from './account-pseudonym.js';
import { LoggerAuditLog } from './logger-audit-log.js';

const MIN_KEY_BYTES = 32;

export const technology = defineTechnology({
  variables: z.object({
    /**
     * Keys the pseudonyms that stand for e-mail addresses in the audit log. Without it each process makes up its own:
     * an account's events can then be matched only within one process and until its restart.
     */
    AUDIT_PSEUDONYM_KEY: z
      .string()
      .refine((key) => Buffer.byteLength(key) >= MIN_KEY_BYTES, `must have at least ${MIN_KEY_BYTES} bytes`)
      .optional()
      .meta({ secret: true }),
  }),
  createModule: ({ AUDIT_PSEUDONYM_KEY: key }) =>
    new ContainerModule(({ bind }) => {
      const pseudonym = new AccountPseudonym(
        createSecretKey(key === undefined ? randomBytes(MIN_KEY_BYTES) : Buffer.from(key)),
      );
      bind(ports.AuditLog)
        .toResolvedValue((logger: Logger) => new LoggerAuditLog(logger, pseudonym), [ports.Logger])
        .inSingletonScope();
    }),
});
