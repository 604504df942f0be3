import { surplusSessions } from '../../../../src/domain/session/surplus-sessions.js';
import { aSession, HOUR, START } from '../../../support/builders.js';

const at = (ms: number) => new Date(START.getTime() + ms);

describe('RT-12 surplusSessions', () => {
  const [first, second, third] = [1, 2, 3].map((hour) => aSession({ createdAt: at(hour * HOUR) }));
  const all = [second, third, first].filter((session) => session !== undefined);

  it('are the oldest, by login', () => {
    expect(surplusSessions(all, 2)).toEqual([first]);
    expect(surplusSessions(all, 1)).toEqual([first, second]);
    expect(all.map(({ id }) => id)).toEqual([second?.id, third?.id, first?.id]);
  });

  it('are none within the bound', () => {
    expect(surplusSessions(all, 3)).toEqual([]);
    expect(surplusSessions(all, 4)).toEqual([]);
    expect(surplusSessions([], 1)).toEqual([]);
  });
});
