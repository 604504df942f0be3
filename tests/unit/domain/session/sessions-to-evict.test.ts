import type { SessionState } from '../../../../src/domain/session/session.js';
import { sessionsToEvict } from '../../../../src/domain/session/sessions-to-evict.js';
import { aSession, DAY, HOUR, START, sessionId } from '../../../support/builders.js';

const at = (ms: number) => new Date(START.getTime() + ms);
const NOW = at(6 * DAY);

describe('RT-12 sessionsToEvict', () => {
  const used = (days: number, state: Partial<SessionState> = {}) =>
    aSession({ createdAt: START, lastUsedAt: at(days * DAY), ...state });
  const newcomer = aSession({ createdAt: NOW, lastUsedAt: NOW, expiresAt: at(13 * DAY) });
  const surplus = (sessions: ReturnType<typeof aSession>[], max: number, who = newcomer) =>
    sessionsToEvict(sessions, who, max, NOW);

  it('are the least recently used ones, whatever the age of their login', () => {
    const [daily, weekly, idle] = [used(5), used(3), used(1, { createdAt: at(HOUR) })];
    const all = [daily, newcomer, idle, weekly];
    expect(surplus(all, 3)).toEqual([idle]);
    expect(surplus(all, 2)).toEqual([idle, weekly]);
    expect(surplus(all, 1)).toEqual([idle, weekly, daily]);
    expect(all).toEqual([daily, newcomer, idle, weekly]);
  });

  it('are expired ones before any other', () => {
    const [live, expired] = [used(1), used(5, { expiresAt: NOW })];
    expect(surplus([live, expired, newcomer], 2)).toEqual([expired]);
  });

  it('are those with the earlier login if two were used at the same time', () => {
    const [later, first] = [used(1, { createdAt: at(2) }), used(1, { createdAt: at(1) })];
    expect(surplus([later, first, newcomer], 2)).toEqual([first]);
  });

  it('are none within the limit', () => {
    expect(surplus([newcomer, used(1)], 2)).toEqual([]);
    expect(surplus([newcomer], 2)).toEqual([]);
  });

  it('are never the new session, even if the clock was set back after the others were used', () => {
    const ahead = [used(6.1), used(6.2)];
    expect(surplus([...ahead, newcomer], 1)).toEqual([]);
    expect(surplus([...ahead, newcomer, used(1)], 1)).toHaveLength(1);
  });

  it.each([
    ['at once', NOW],
    ['one after the other', at(6 * DAY + 1)],
  ])('of two logins %s that both see both: one ends, the other lives', (_, lastUsedAt) => {
    const [a, b] = ['a', 'b'].map((id) => ({ id: sessionId(id), expiresAt: at(13 * DAY) }));
    const one = aSession({ ...a, createdAt: NOW, lastUsedAt: NOW });
    const other = aSession({ ...b, createdAt: lastUsedAt, lastUsedAt });
    expect(surplus([one, other], 1, one)).toEqual([]);
    expect(surplus([other, one], 1, other)).toEqual([one]);
  });
});
