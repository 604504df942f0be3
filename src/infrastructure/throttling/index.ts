import type { Slot } from '../../wiring/technology.js';

export const throttling = {
  'in-memory': () => import('./in-memory/in-memory-throttling.module.js'),
  redis: () => import('./redis/redis-throttling.module.js'),
  sql: () => import('./sql/sql-throttling.module.js'),
  mongo: () => import('./mongo/mongo-throttling.module.js'),
  none: () => import('./none/none-throttling.module.js'),
} satisfies Slot;
