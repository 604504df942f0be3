import type { Brand } from '../shared/brand.js';

export type SessionId = Brand<string, 'SessionId'>;

/** Accepts any text. An unknown id is not invalid: nothing with that id exists. */
export function toSessionId(text: string): SessionId {
  return text as SessionId;
}
