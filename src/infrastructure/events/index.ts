import type { Slot } from '../../wiring/technology.js';

export const events = {
  log: () => import('./log/log-events.module.js'),
} satisfies Slot;
