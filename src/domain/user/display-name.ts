import type { Brand } from '../shared/brand.js';
import { InvalidValue } from '../shared/common.errors.js';
import { hasHiddenInWriting } from '../shared/hidden-characters.js';

/**
 * The name that a user wants to be called: 1 to 100 code points, NFC, at least one of them visible. Hidden characters and
 * characters that change the display of surrounding text are refused, except those that some scripts and emoji need.
 */
export type DisplayName = Brand<string, 'DisplayName'>;

const MAX_LENGTH = 100;
const VISIBLE = /[^\p{Z}\p{C}\p{M}]/u;

/** @throws InvalidValue */
export function parseDisplayName(raw: string): DisplayName {
  if (!isDisplayName(raw)) throw new InvalidValue('name', DISPLAY_NAME_RULE);
  return raw.normalize('NFC') as DisplayName;
}

export function isDisplayName(raw: string): boolean {
  return [...raw].length <= MAX_LENGTH && VISIBLE.test(raw) && !hasHiddenInWriting(raw);
}

export const DISPLAY_NAME_RULE = `must be 1 to ${MAX_LENGTH} characters, not blank, without control or invisible characters`;
