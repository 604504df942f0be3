import { breachedPasswords } from '../../infrastructure/breached-passwords/index.js';
import { events } from '../../infrastructure/events/index.js';
import { passwords } from '../../infrastructure/passwords/index.js';
import { persistence } from '../../infrastructure/persistence/index.js';
import { revocation } from '../../infrastructure/revocation/index.js';
import { throttling } from '../../infrastructure/throttling/index.js';
import { tokens } from '../../infrastructure/tokens/index.js';
import type { Slot } from '../../wiring/technology.js';

/** Every slot under the variable that chooses its technology. */
export const slots = {
  PERSISTENCE: persistence,
  REVOCATION: revocation,
  TOKENS: tokens,
  PASSWORDS: passwords,
  BREACHED_PASSWORDS: breachedPasswords,
  THROTTLING: throttling,
  EVENTS: events,
} satisfies Record<string, Slot>;

export type SlotVariable = keyof typeof slots;
