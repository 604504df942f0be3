import type { Session } from './session.js';

/**
 * The sessions that a login must end so that at most `max` are left: expired ones first, then the least recently used.
 * Concurrent logins see the same order, and each ends only sessions that come before its own. So no login ends its own session,
 * and no two logins end each other's.
 */
export function sessionsToEvict(
  sessions: readonly Session[],
  newcomer: Session,
  max: number,
  now: Date,
): Session[] {
  const inOrder = sessions.toSorted((a, b) => compare(a, b, now));
  const position = inOrder.findIndex(({ id }) => id === newcomer.id);
  return inOrder.slice(0, Math.max(0, Math.min(sessions.length - max, position)));
}

function compare(a: Session, b: Session, now: Date): number {
  return (
    Number(a.isLive(now)) - Number(b.isLive(now)) ||
    a.lastUsedAt.getTime() - b.lastUsedAt.getTime() ||
    a.createdAt.getTime() - b.createdAt.getTime() ||
    (a.id < b.id ? -1 : 1)
  );
}
