import type { Slot } from '../../composition/technology.js';

export const persistence = {
  'in-memory': () => import('./in-memory/in-memory-persistence.module.js'),
} satisfies Slot;
