import type { Slot } from '../../wiring/technology.js';

export const persistence = {
  'in-memory': () => import('./in-memory/in-memory-persistence.module.js'),
  mongo: () => import('./mongo/mongo-persistence.module.js'),
  sql: () => import('./sql/sql-persistence.module.js'),
} satisfies Slot;
