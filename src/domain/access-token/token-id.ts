import type { Brand } from '../shared/brand.js';

export type TokenId = Brand<string, 'TokenId'>;

/** Accepts any text. An unknown id is not invalid: nothing with that id exists. */
export function toTokenId(text: string): TokenId {
  return text as TokenId;
}
