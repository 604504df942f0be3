import { InvalidRefreshToken } from '../../../src/domain/session/session.errors.js';
import { DomainError } from '../../../src/domain/shared/domain-error.js';
import { atEveryPlace } from '../../support/at-every-place.js';
import { createScene, endings } from '../../support/endings.js';
import { fail, givesAccess, refreshes } from '../../support/journeys.js';

/** A refusal counts as an answer, because an ended object cannot be ended again. */
const attempt = async (act: () => Promise<unknown>) => {
  try {
    await act();
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
  }
};

describe.each(endings)('RV-04 $name', (ending) => {
  it('ends everything that it must when it is repeated, wherever a store fails', async () => {
    const places = await atEveryPlace(async (interrupt) => {
      const scene = await createScene(ending);
      const { app, thief } = scene;
      interrupt(app.interruptions, fail);
      await attempt(() => ending.act(scene));
      if (app.interruptions.arePending) return;
      await attempt(() => ending.act(scene));
      expect(await givesAccess(app, thief)).toBe(false);
      if (!ending.keepsSessions) expect(await refreshes(app, thief)).toBe(false);
    });
    expect(places).toBeGreaterThanOrEqual(6);
  });

  it('never reports success while a token is still valid', async () => {
    await atEveryPlace(async (interrupt) => {
      const scene = await createScene(ending);
      const { app, thief } = scene;
      interrupt(app.interruptions, fail);
      try {
        await ending.act(scene);
      } catch (error) {
        // This action answers "refused" only after it has ended the session.
        if (!(error instanceof InvalidRefreshToken)) return;
      }
      if (app.interruptions.arePending) return;
      expect(await givesAccess(app, thief)).toBe(false);
    });
  });
});
