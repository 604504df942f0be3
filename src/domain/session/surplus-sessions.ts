import type { Session } from './session.js';

/** The sessions, oldest first, that must end so that at most `max` are left. */
export function surplusSessions(sessions: readonly Session[], max: number): Session[] {
  const oldestFirst = sessions.toSorted((a, b) => a.createdAt.getTime() - b.createdAt.getTime());
  return oldestFirst.slice(0, Math.max(0, sessions.length - max));
}
