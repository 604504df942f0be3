import { revocation } from '../../../src/infrastructure/revocation/index.js';
import { cached } from './cached-revocation.js';
import { contractSubjects } from './contract-subjects.js';
import { registered } from './harness.js';
import { revocationMutants } from './mutants/revocation-mutants.js';
import { networkedRevocation } from './networked/networked-revocation.js';
import { feeds } from './revocation-feed-subjects.js';
import { type RevocationHarness, revocationHarnesses } from './revocation-harnesses.js';
import { postgresRevocation } from './sql/sql-revocation.js';

export const revocationSubjects = contractSubjects(
  [
    ...registered(revocation, revocationHarnesses),
    ['sql on postgres', postgresRevocation],
    ...feeds.map(([name, harness]): [string, RevocationHarness] => [`${name}, copied`, cached(harness)]),
    ['networked', networkedRevocation()],
  ],
  revocationMutants,
);
