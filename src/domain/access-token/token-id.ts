import type { Brand } from '../shared/brand.js';

export type TokenId = Brand<string, 'TokenId'>;

/** Any text can be asked for: an id that nobody has is absent, not invalid. */
export function toTokenId(text: string): TokenId {
  return text as TokenId;
}
