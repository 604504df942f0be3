import { audit } from '../../infrastructure/audit/index.js';
import { breachedPasswords } from '../../infrastructure/breached-passwords/index.js';
import { passwords } from '../../infrastructure/passwords/index.js';
import { persistence } from '../../infrastructure/persistence/index.js';
import { revocation } from '../../infrastructure/revocation/index.js';
import { throttling } from '../../infrastructure/throttling/index.js';
import { tokens } from '../../infrastructure/tokens/index.js';
import type { Slot } from '../../wiring/technology.js';

/** All slots, by the variable that selects the technology. */
export const slots = {
  PERSISTENCE: persistence,
  REVOCATION: revocation,
  TOKENS: tokens,
  PASSWORDS: passwords,
  BREACHED_PASSWORDS: breachedPasswords,
  THROTTLING: throttling,
  AUDIT: audit,
} satisfies Record<string, Slot>;

export type SlotVariable = keyof typeof slots;
