/** Which sessions end when a consumed refresh token is reused. `graded` depends on the kind of reuse. */
export type ReuseScope = 'user' | 'session' | 'graded';

/**
 * The kind of reuse. With an unused successor, the client may be an honest one that lost a response and slept for longer than
 * the grace time. With a used successor, it cannot be an honest client.
 */
export type Reuse = 'unused-successor' | 'used-successor';

/** Lifetimes of sessions and rules for refresh tokens. All times in milliseconds. */
export interface SessionPolicy {
  /** A session that is not refreshed for this time ends. */
  readonly idleTtlMs: number;
  /** A session ends this time after its login, even if it is refreshed. */
  readonly absoluteTtlMs: number;
  /** How long a consumed refresh token still returns the current one. 0 = never. */
  readonly graceMs: number;
  readonly reuseScope: ReuseScope;
  /** A login beyond this number ends the least recently used session. */
  readonly maxSessionsPerUser: number;
}

/** Whether reuse ends all sessions of the user, or only the session of the token. */
export function endsAllSessions(scope: ReuseScope, reuse: Reuse): boolean {
  return scope === 'user' || (scope === 'graded' && reuse === 'used-successor');
}
