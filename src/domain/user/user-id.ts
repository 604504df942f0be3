import type { Brand } from '../shared/brand.js';

export type UserId = Brand<string, 'UserId'>;

/** Any text can be asked for: an id that nobody has is absent, not invalid. */
export function toUserId(text: string): UserId {
  return text as UserId;
}
