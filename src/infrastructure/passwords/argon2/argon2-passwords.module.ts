import { ContainerModule } from 'inversify';
import { z } from 'zod';
import type { Logger } from '../../../domain/shared/logger.port.js';
import { ports } from '../../../wiring/port-identifiers.js';
import { defineTechnology } from '../../../wiring/technology.js';
import { integer } from '../../variable-schemas.js';
import { HashingQueue } from '../hashing-queue.js';
import { hashingQueueVariables, toHashingQueueLimits } from '../hashing-queue.variables.js';
import { PepperRing } from '../pepper-ring.js';
import { pepperVariables } from '../pepper-ring.variables.js';
import { areStrongEnough, FLOOR_RULE, MAX_PARAMETERS } from './argon2-parameters.js';
import { Argon2PasswordHasher } from './argon2-password-hasher.js';

const variables = z
  .object({
    ARGON2_MEMORY_KIB: integer({ min: 1, max: MAX_PARAMETERS.memory, defaultValue: 19_456 }),
    ARGON2_ITERATIONS: integer({ min: 1, max: MAX_PARAMETERS.iterations, defaultValue: 2 }),
    ARGON2_PARALLELISM: integer({ min: 1, max: MAX_PARAMETERS.parallelism, defaultValue: 1 }),
    ...hashingQueueVariables,
    ...pepperVariables,
  })
  .refine((env) => areStrongEnough({ memory: env.ARGON2_MEMORY_KIB, iterations: env.ARGON2_ITERATIONS }), {
    path: ['ARGON2_MEMORY_KIB'],
    error: `is too little for this number of ARGON2_ITERATIONS: at least ${FLOOR_RULE}`,
  });

export const technology = defineTechnology({
  variables,
  createModule: (env) =>
    new ContainerModule(({ bind }) => {
      const parameters = {
        memory: env.ARGON2_MEMORY_KIB,
        iterations: env.ARGON2_ITERATIONS,
        parallelism: env.ARGON2_PARALLELISM,
      };
      const peppers = new PepperRing(env.PASSWORD_PEPPERS);
      const queue = new HashingQueue(toHashingQueueLimits(env));
      bind(ports.PasswordHasher)
        .toResolvedValue(
          (logger: Logger) => new Argon2PasswordHasher(parameters, peppers, queue, logger),
          [ports.Logger],
        )
        .inSingletonScope();
    }),
});
