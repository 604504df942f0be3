import type { Slot } from '../../wiring/technology.js';

export const revocation = {
  sql: () => import('./sql/sql-revocation.module.js'),
  redis: () => import('./redis/redis-revocation.module.js'),
  mongo: () => import('./mongo/mongo-revocation.module.js'),
  'in-memory': () => import('./in-memory/in-memory-revocation.module.js'),
} satisfies Slot;
