import type { Slot } from '../../composition/technology.js';

export const events = {
  log: () => import('./log/log-events.module.js'),
} satisfies Slot;
