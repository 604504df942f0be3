import type { Slot } from '../../wiring/technology.js';

export const breachedPasswords = {
  'common-passwords': () => import('./common-passwords/common-passwords-breached-passwords.module.js'),
} satisfies Slot;
