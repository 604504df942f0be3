import { persistence } from '../../../src/infrastructure/persistence/index.js';
import { contractSubjects } from './contract-subjects.js';
import { registered } from './harness.js';
import { persistenceMutants } from './mutants/persistence-mutants.js';
import { networkedPersistence } from './networked/networked-persistence.js';
import { persistenceHarnesses } from './persistence-harnesses.js';
import { postgresPersistence } from './sql/sql-persistence.js';

export const persistenceSubjects = contractSubjects(
  [
    ...registered(persistence, persistenceHarnesses),
    ['sql on postgres', postgresPersistence],
    ['networked', networkedPersistence()],
  ],
  persistenceMutants,
);
