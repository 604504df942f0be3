import type { Brand } from '../shared/brand.js';

export type TokenId = Brand<string, 'TokenId'>;

/** Accepts any text. An unknown id is absent, not invalid. */
export function toTokenId(text: string): TokenId {
  return text as TokenId;
}
