import type { Brand } from '../shared/brand.js';
import { InvalidValue } from '../shared/common.errors.js';

/** What a user wants to be called: 1 to 100 code points, NFC, no control characters. */
export type DisplayName = Brand<string, 'DisplayName'>;

const MAX_LENGTH = 100;

/** @throws InvalidValue */
export function parseDisplayName(raw: string): DisplayName {
  if (!isDisplayName(raw)) throw new InvalidValue('name', DISPLAY_NAME_RULE);
  return raw.normalize('NFC') as DisplayName;
}

export function isDisplayName(raw: string): boolean {
  return [...raw].length <= MAX_LENGTH && raw.trim() !== '' && !/[\p{Cc}\p{Cs}]/u.test(raw);
}

export const DISPLAY_NAME_RULE = `must be 1 to ${MAX_LENGTH} characters, not blank, without control characters`;
