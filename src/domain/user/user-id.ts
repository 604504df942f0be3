import type { Brand } from '../shared/brand.js';

export type UserId = Brand<string, 'UserId'>;

/** Accepts any text. An unknown id is not invalid: nothing with that id exists. */
export function toUserId(text: string): UserId {
  return text as UserId;
}
