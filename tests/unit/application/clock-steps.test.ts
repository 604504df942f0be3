import type { Application } from '../../support/application.js';
import { DAY, HOUR, MINUTE, SECOND } from '../../support/builders.js';
import { createScene, endings } from '../../support/endings.js';
import { claimsOf, givesAccess } from '../../support/journeys.js';

/** All endings except those that compare two instants: the reuse of a token, and a login beyond the session limit. */
const acts = endings.filter(({ prepare, policy }) => prepare === undefined && policy === undefined);

/** Deletes the sessions with their user, like a foreign key. */
function deleteSessionsWithUsers({ users, sessions }: Application): void {
  const remove = users.delete.bind(users);
  users.delete = async (id, permit) => {
    const isGone = await remove(id, permit);
    if (isGone) await sessions.deleteByUser(id);
    return isGone;
  };
}

describe.each(acts)('$name, after the clock was ahead and was corrected', (ending) => {
  it.each([
    [HOUR, 'keeps the sessions of deleted users', () => {}],
    [20 * HOUR, 'keeps the sessions of deleted users', () => {}],
    [20 * HOUR, 'deletes sessions with their users', deleteSessionsWithUsers],
  ])('RV-03 ends tokens that come to life %d ms later, on a store that %s', async (ahead, _, prepare) => {
    const scene = await createScene(ending);
    const { app, thief } = scene;
    prepare(app);
    app.clock.step(-ahead);
    await ending.act(scene);
    const claims = await claimsOf(app, thief);
    const accepted: Date[] = [];
    while (app.clock.now().getTime() < claims.expiresAt.getTime() + 30 * SECOND) {
      if (await givesAccess(app, thief)) accepted.push(app.clock.now());
      app.clock.advance(5 * MINUTE);
    }
    expect(accepted).toEqual([]);
    app.clock.advance(DAY);
    expect(await app.revocations.isRevoked(claims)).toBe(false);
  });
});
