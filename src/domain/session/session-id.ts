import type { Brand } from '../shared/brand.js';

export type SessionId = Brand<string, 'SessionId'>;

/** Any text can be asked for: an id that nobody has is absent, not invalid. */
export function toSessionId(text: string): SessionId {
  return text as SessionId;
}
