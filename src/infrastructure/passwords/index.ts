import type { Slot } from '../../wiring/technology.js';

export const passwords = {
  argon2: () => import('./argon2/argon2-passwords.module.js'),
} satisfies Slot;
