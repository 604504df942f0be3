import type { Slot } from '../../wiring/technology.js';

export const throttling = {
  'in-memory': () => import('./in-memory/in-memory-throttling.module.js'),
  none: () => import('./none/none-throttling.module.js'),
} satisfies Slot;
