import type { Response } from 'express';
import type { UserProfile } from '../../application/account/user-profile.js';
import { sendJson } from './send-json.js';

/** Sends a user. `JSON.stringify` would also convert the dates, but more slowly (docs/performance.md). */
export function sendUser(response: Response, user: UserProfile): void {
  const createdAt = user.createdAt.toISOString();
  const updatedAt = user.updatedAt.toISOString();
  sendJson(response, { user: { ...user, createdAt, updatedAt } });
}
