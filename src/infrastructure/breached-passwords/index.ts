import type { Slot } from '../../composition/technology.js';

export const breachedPasswords = {
  'common-passwords': () => import('./common-passwords/common-passwords-breached-passwords.module.js'),
} satisfies Slot;
