/** How long sessions live and how strictly refresh tokens are judged. All times in milliseconds. */
export interface SessionPolicy {
  /** A session that is not refreshed for this long is over. */
  readonly idleTtlMs: number;
  /** A session is over this long after its login, however often it is refreshed. */
  readonly absoluteTtlMs: number;
  /** How long the immediate predecessor of an unused refresh token is still answered, with that same token. 0 = never. */
  readonly graceMs: number;
  /** What ends when a consumed refresh token comes back: all sessions of the user, or that one. */
  readonly reuseScope: 'user' | 'session';
  /** A login that goes over this number ends the session that was used longest ago. */
  readonly maxSessionsPerUser: number;
}
