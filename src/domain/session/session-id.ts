import type { Brand } from '../shared/brand.js';

export type SessionId = Brand<string, 'SessionId'>;
