import { DAY, HOUR, MINUTE, SECOND } from '../../support/builders.js';
import { createScene, endings } from '../../support/endings.js';
import { claimsOf, givesAccess } from '../../support/journeys.js';

/** But for those that ask which of two instants came first: the reuse of a token, and a login too many. */
const acts = endings.filter(({ prepare, policy }) => prepare === undefined && policy === undefined);

describe.each(acts)('$name, when the clock was ahead and is right again', (ending) => {
  it.each([HOUR, 20 * HOUR])('RV-03 ends tokens that come to life %d ms later', async (ahead) => {
    const scene = await createScene(ending);
    const { app, thief } = scene;
    app.clock.step(-ahead);
    await ending.act(scene);
    const claims = await claimsOf(app, thief);
    while (app.clock.now().getTime() < claims.expiresAt.getTime() + 30 * SECOND) {
      expect(await givesAccess(app, thief)).toBe(false);
      app.clock.advance(5 * MINUTE);
    }
    app.clock.advance(DAY);
    expect(await app.revocations.isRevoked(claims)).toBe(false);
  });
});
