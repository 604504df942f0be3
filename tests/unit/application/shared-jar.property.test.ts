import fc from 'fast-check';
import type { UserId } from '../../../src/domain/user/user-id.js';
import { type Application, createApplication } from '../../support/application.js';
import { HOUR, sessionPolicy } from '../../support/builders.js';
import { type Answer, refreshInTabs, type Tab } from '../../support/http/tabs.js';
import { givesAccess, logIn, refresh, refreshes, register } from '../../support/journeys.js';
import { propertyRuns } from '../../support/property-runs.js';

const { graceMs } = sessionPolicy;
const MAX_TABS = 24;
async function start() {
  const app = createApplication();
  const ada = await register(app);
  return { app, ada, login: await logIn(app) };
}

function browse(app: Application, jar: string, tabs: readonly Tab[], inOrder: boolean) {
  const ask = async (refreshToken: string) => {
    const pair = await refresh(app, { refreshToken });
    if (!(await givesAccess(app, pair))) throw new Error('The tab gets no access.');
    return pair.refreshToken;
  };
  return refreshInTabs({ jar, tabs, inOrder, advance: (ms) => app.clock.advance(ms), refresh: ask });
}

const generationOf = (refreshToken: string) => Number(refreshToken.split('.')[1]);

async function expectOneLine(app: Application, ada: UserId, answers: readonly Answer[]) {
  const [session, ...others] = await app.sessions.findByUser(ada);
  expect(others).toEqual([]);
  const newest = Math.max(...answers.map(({ refreshToken }) => generationOf(refreshToken)));
  expect(session?.generation).toBe(newest);
}

/** Short times are as likely as long ones, so that many tabs act in the same millisecond. */
const upTo = (max: number) => fc.oneof(fc.nat({ max: 3 }), fc.nat({ max: 100 }), fc.nat({ max }));

describe('Tabs that share one jar', () => {
  it('RT-06 RT-07 never log their user out, with answers in any order, while all of it takes no longer than the grace time', async () => {
    const third = Math.floor(graceMs / 3);
    const tab = fc.record({ sendsAt: upTo(third), uplink: upTo(third), downlink: upTo(third) });
    const scenario = fc.tuple(fc.array(tab, { minLength: 1, maxLength: MAX_TABS, size: 'max' }), fc.nat());
    await fc.assert(
      fc.asyncProperty(scenario, async ([tabs, which]) => {
        const { app, ada, login } = await start();
        const { answers, jar, now } = await browse(app, login.refreshToken, tabs, false);
        expect(answers).toHaveLength(tabs.length);
        expect(app.auditLog.ofType('refresh_reuse')).toEqual([]);
        await expectOneLine(app, ada, answers);
        const isOlder = ({ presented, refreshToken }: Answer) =>
          generationOf(refreshToken) <= generationOf(presented);
        expect(answers.filter(isOlder)).toEqual([]);

        app.clock.advance(graceMs - now);
        const next = await refresh(app, { refreshToken: jar });
        expect(await givesAccess(app, next)).toBe(true);

        app.clock.advance(graceMs + 1);
        const { presented } = answers[which % answers.length] ?? { presented: '' };
        expect(await refreshes(app, { refreshToken: presented })).toBe(false);
        expect(app.auditLog.ofType('refresh_reuse')).toHaveLength(1);
        expect(await refreshes(app, next)).toBe(false);
      }),
      propertyRuns(50),
    );
  });

  it('RT-06 RT-07 never log their user out, over any length of time, while no round trip takes longer than the grace time', async () => {
    const half = Math.floor(graceMs / 2);
    const tab = fc.record({
      sendsAt: fc.oneof(upTo(half), fc.nat({ max: 5 * graceMs }), fc.constant(HOUR), fc.constant(HOUR + 7)),
      uplink: upTo(half),
      downlink: upTo(half),
    });
    const tabs = fc.array(tab, { minLength: 1, maxLength: MAX_TABS, size: 'max' });
    await fc.assert(
      fc.asyncProperty(tabs, async (all) => {
        const { app, ada, login } = await start();
        const { answers, jar } = await browse(app, login.refreshToken, all, true);
        expect(app.auditLog.ofType('refresh_reuse')).toEqual([]);
        await expectOneLine(app, ada, answers);
        app.clock.advance(HOUR);
        expect(await refreshes(app, { refreshToken: jar })).toBe(true);
      }),
      propertyRuns(50),
    );
  });
});
