import type { Slot } from '../../composition/technology.js';

export const tokens = {
  jsonwebtoken: () => import('./jsonwebtoken/jsonwebtoken-tokens.module.js'),
} satisfies Slot;
