import type { UserId } from '../../../../src/domain/user/user-id.js';
import { type Application, createApplication } from '../../../support/application.js';
import { client, HOUR, MINUTE, START } from '../../../support/builders.js';
import {
  claimsOf,
  fail,
  givesAccess,
  logIn,
  refresh,
  refreshes,
  register,
  type Tokens,
} from '../../../support/journeys.js';

describe('LogOut', () => {
  let app: Application;
  let ada: UserId;
  let here: Tokens;
  let elsewhere: Tokens;

  beforeEach(async () => {
    app = createApplication();
    ada = await register(app);
    here = await logIn(app);
    elsewhere = await logIn(app);
  });

  const isOver = async (tokens: Tokens) =>
    !(await givesAccess(app, tokens)) && !(await refreshes(app, tokens));
  const goesOn = async (tokens: Tokens) => (await givesAccess(app, tokens)) && (await refreshes(app, tokens));

  it.each<[string, (tokens: Tokens) => Partial<Tokens>]>([
    ['refresh token', ({ refreshToken }) => ({ refreshToken })],
    ['access token', ({ accessToken }) => ({ accessToken })],
    ['pair', (tokens) => tokens],
  ])('RT-10 ends the session of a presented %s and no other, once more or not', async (_, present) => {
    const { accessToken, refreshToken } = here;
    const command = { ...present({ accessToken, refreshToken }), client };
    await app.logOut.execute(command);
    await app.logOut.execute(command);
    expect(await isOver(here)).toBe(true);
    expect(await goesOn(elsewhere)).toBe(true);
  });

  it('RT-10 ends both sessions if the two tokens belong to different ones', async () => {
    await app.logOut.execute({ refreshToken: here.refreshToken, accessToken: elsewhere.accessToken, client });
    expect(await isOver(here)).toBe(true);
    expect(await isOver(elsewhere)).toBe(true);
  });

  it('RV-03 revokes long enough even a token of the session that was issued while the clock was ahead', async () => {
    app.clock.step(HOUR);
    const later = await refresh(app, here);
    app.clock.step(-HOUR);
    await app.logOut.execute({ accessToken: here.accessToken, client });
    app.clock.advance(HOUR + 10 * MINUTE);
    expect(await givesAccess(app, later)).toBe(false);
  });

  it('RV-04 revokes the tokens of a session that no longer exists', async () => {
    const { sessionId } = await claimsOf(app, here);
    await app.sessions.delete(sessionId);
    await app.logOut.execute({ accessToken: here.accessToken, client });
    expect(await givesAccess(app, here)).toBe(false);
  });

  it('RT-13 ends the session of each of two refresh tokens, and records each once', async () => {
    const third = await logIn(app);
    const [refreshToken, otherRefreshToken] = [here.refreshToken, elsewhere.refreshToken];
    await app.logOut.execute({ refreshToken, otherRefreshToken, accessToken: here.accessToken, client });
    expect(await isOver(here)).toBe(true);
    expect(await isOver(elsewhere)).toBe(true);
    expect(await goesOn(third)).toBe(true);
    const ended = [await claimsOf(app, here), await claimsOf(app, elsewhere)];
    expect(app.auditLog.ofType('logout').map(({ sessionId }) => sessionId)).toEqual(
      ended.map(({ sessionId }) => sessionId),
    );
  });

  it('RT-13 accepts one valid of two refresh tokens, without a valid access token', async () => {
    const otherRefreshToken = here.refreshToken;
    await app.logOut.execute({ refreshToken: 'rubbish', otherRefreshToken, accessToken: 'rubbish', client });
    expect(await isOver(here)).toBe(true);
    expect(await goesOn(elsewhere)).toBe(true);
  });

  it('RT-10 ends the session of a consumed refresh token too', async () => {
    const next = await refresh(app, here);
    await app.logOut.execute({ refreshToken: here.refreshToken, client });
    expect(await isOver({ ...here, refreshToken: next.refreshToken })).toBe(true);
    expect(await goesOn(elsewhere)).toBe(true);
  });

  it('RT-10 accepts a valid refresh token with an expired access token', async () => {
    app.clock.advance(15 * MINUTE);
    await app.logOut.execute({ ...here, client });
    expect(await isOver(here)).toBe(true);
  });

  it('RT-10 refuses an invalid access token without a refresh token', async () => {
    const untrusted = { code: 'invalid-token' };
    await expect(app.logOut.execute({ accessToken: 'rubbish', client })).rejects.toMatchObject(untrusted);
  });

  it('RT-10 accepts a refresh token of an ended session with an expired access token', async () => {
    await app.logOut.execute({ refreshToken: here.refreshToken, client });
    app.clock.advance(15 * MINUTE);
    await app.logOut.execute({ ...here, client });
    expect(await refreshes(app, elsewhere)).toBe(true);
  });

  it('rejects with any other error, even with a refresh token', async () => {
    const bug = new TypeError('a bug');
    app.accessTokens.verify = async () => {
      throw bug;
    };
    await expect(app.logOut.execute({ ...here, client })).rejects.toBe(bug);
  });

  it.each(['rubbish', 'id-2.0.forged'])(
    'RT-10 ends nothing for the refresh token %s, without a word',
    async (refreshToken) => {
      await app.logOut.execute({ refreshToken, client });
      await app.logOut.execute({ client });
      expect(await goesOn(here)).toBe(true);
      expect(app.auditLog.ofType('logout')).toEqual([]);
    },
  );

  it('RV-04 does not report success before the revocation is stored', async () => {
    app.interruptions.at('before revocations.revoke', fail);
    const attempt = app.logOut.execute({ refreshToken: here.refreshToken, client });
    await expect(attempt).rejects.toMatchObject({ code: 'dependency-unavailable' });
    expect(app.auditLog.ofType('logout')).toEqual([]);
  });

  it('LOG-02 records the logout once', async () => {
    const { accessToken, refreshToken } = here;
    await app.logOut.execute({ accessToken, refreshToken, client });
    const { sessionId } = await claimsOf(app, here);
    expect(app.auditLog.ofType('logout')).toEqual([
      { type: 'logout', occurredAt: START, userId: ada, sessionId, client },
    ]);
  });
});
