import type { Slot } from '../../wiring/technology.js';

export const persistence = {
  sql: () => import('./sql/sql-persistence.module.js'),
  mongo: () => import('./mongo/mongo-persistence.module.js'),
  'in-memory': () => import('./in-memory/in-memory-persistence.module.js'),
} satisfies Slot;
