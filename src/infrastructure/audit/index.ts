import type { Slot } from '../../wiring/technology.js';

export const audit = {
  log: () => import('./log/log-audit.module.js'),
} satisfies Slot;
