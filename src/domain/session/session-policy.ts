/** Which sessions end when a consumed refresh token comes back. `graded` decides by the kind of reuse. */
export type ReuseScope = 'user' | 'session' | 'graded';

/**
 * How a consumed refresh token came back. Nobody has exchanged its successor yet, which also happens to an honest client
 * that lost an answer and slept for longer than the grace time; or somebody has, which no honest client does.
 */
export type Reuse = 'unused-successor' | 'used-successor';

/** How long sessions live and how strictly refresh tokens are judged. All times in milliseconds. */
export interface SessionPolicy {
  /** A session that is not refreshed for this long is over. */
  readonly idleTtlMs: number;
  /** A session is over this long after its login, however often it is refreshed. */
  readonly absoluteTtlMs: number;
  /** How long a consumed refresh token is still answered, with the current one. 0 = never. */
  readonly graceMs: number;
  readonly reuseScope: ReuseScope;
  /** A login that goes over this number ends the session that was used longest ago. */
  readonly maxSessionsPerUser: number;
}

/** Whether reuse ends all sessions of the user, and not only the one that the token belongs to. */
export function endsAllSessions(scope: ReuseScope, reuse: Reuse): boolean {
  return scope === 'user' || (scope === 'graded' && reuse === 'used-successor');
}
