import type { Brand } from '../shared/brand.js';

export type UserId = Brand<string, 'UserId'>;
