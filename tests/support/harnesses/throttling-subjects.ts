import { throttling } from '../../../src/infrastructure/throttling/index.js';
import { contractSubjects } from './contract-subjects.js';
import { registered } from './harness.js';
import { throttlingMutants } from './mutants/throttling-mutants.js';
import { networkedThrottling } from './networked/networked-throttling.js';
import { postgresThrottling } from './sql/sql-throttling.js';
import { throttlingHarnesses } from './throttling-harnesses.js';

export const throttlingSubjects = contractSubjects(
  [
    ...registered(throttling, throttlingHarnesses),
    ['sql on postgres', postgresThrottling],
    ['networked', networkedThrottling()],
  ],
  throttlingMutants,
);

export const limitingSubjects = throttlingSubjects.filter(([, { cannot }]) => cannot?.limit === undefined);
