import type { Slot } from '../../wiring/technology.js';

export const revocation = {
  'in-memory': () => import('./in-memory/in-memory-revocation.module.js'),
  redis: () => import('./redis/redis-revocation.module.js'),
  mongo: () => import('./mongo/mongo-revocation.module.js'),
  sql: () => import('./sql/sql-revocation.module.js'),
} satisfies Slot;
