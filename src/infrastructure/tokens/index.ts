import type { Slot } from '../../wiring/technology.js';

export const tokens = {
  jsonwebtoken: () => import('./jsonwebtoken/jsonwebtoken-tokens.module.js'),
} satisfies Slot;
