import { EmailAddress } from '../../../../src/domain/user/email-address.js';
import { type Application, createApplication } from '../../../support/application.js';
import { atEveryPlace } from '../../../support/at-every-place.js';
import { client, MINUTE, START } from '../../../support/builders.js';
import { createScene, endings } from '../../../support/endings.js';
import {
  emailOf,
  fail,
  givesAccess,
  logIn,
  password,
  refreshes,
  register,
} from '../../../support/journeys.js';

describe('While the audit log is down', () => {
  let app: Application;

  beforeEach(() => {
    app = createApplication();
  });

  const failAtNextEvent = (where = 'before') => app.interruptions.at(`${where} auditLog.append`, fail);

  it.each(['before', 'after'])(
    'LOG-04 a registration succeeds, and its event is kept (%s the write)',
    async (where) => {
      failAtNextEvent(where);
      const userId = await register(app);
      expect(app.auditFallback.kept).toMatchObject([
        {
          event: { type: 'register', occurredAt: START, userId, client },
          cause: { code: 'dependency-unavailable' },
        },
      ]);
    },
  );

  it('LOG-04 a login opens one session, and answers with its tokens', async () => {
    const ada = await register(app);
    failAtNextEvent();
    const tokens = await logIn(app);
    expect(await app.sessions.findByUser(ada)).toHaveLength(1);
    expect(await givesAccess(app, tokens)).toBe(true);
    expect(await refreshes(app, tokens)).toBe(true);
    expect(app.auditFallback.kept).toMatchObject([{ event: { type: 'login_succeeded' } }]);
  });

  it('LOG-04 a refusal does not change', async () => {
    await register(app);
    failAtNextEvent();
    await expect(logIn(app, 'ada', 'not the password at all')).rejects.toMatchObject({
      code: 'invalid-credentials',
    });
    failAtNextEvent();
    await expect(app.authenticate.execute({ accessToken: 'rubbish', client })).rejects.toMatchObject({
      code: 'invalid-token',
    });
    expect(app.auditFallback.kept.map(({ event }) => event.type)).toEqual(['login_failed', 'token_rejected']);
  });

  it('LOG-04 every event is in the log or in the fallback, wherever the log fails', async () => {
    const complete = createApplication();
    const story = async (service: Application) => {
      await register(service);
      const tokens = await logIn(service);
      await refreshes(service, tokens);
      await service.logOut.execute({ refreshToken: tokens.refreshToken, client });
    };
    await story(complete);
    const expected = complete.auditLog.events.map(({ type }) => type).toSorted();
    await atEveryPlace(async (interrupt) => {
      const service = createApplication();
      interrupt(service.interruptions, async (place) => {
        if (place === 'before auditLog.append') await fail();
      });
      await story(service);
      const kept = service.auditFallback.kept.map(({ event }) => event);
      expect([...service.auditLog.events, ...kept].map(({ type }) => type).toSorted()).toEqual(expected);
    });
  });
});

describe('AuditRecorder', () => {
  it('LOG-02 identifies an account by a pseudonym', async () => {
    const app = createApplication();
    await Promise.allSettled([logIn(app, 'nobody')]);
    expect(app.auditLog.events).toMatchObject([{ type: 'login_failed', account: 'pseudonym of nobody' }]);
    expect(JSON.stringify(app.auditLog.events)).not.toContain(EmailAddress.parse(emailOf('nobody')).value);
  });

  it('LOG-03 truncates values that a client chose', async () => {
    const app = createApplication();
    const [long, cut] = ['x'.repeat(10_000), 'x'.repeat(256)];
    const chatty = { ipAddress: long, userAgent: long, requestId: long };
    await app.registerUser.execute({ email: emailOf('ada'), password, client: chatty });
    const expected = { ipAddress: cut, userAgent: cut, requestId: cut };
    expect(app.auditLog.events).toMatchObject([{ type: 'register', client: expected }]);
  });

  it('LOG-05 records the first rejected tokens of a client, and the number of the others once a minute', async () => {
    const app = createApplication();
    const send = () => Promise.allSettled([app.authenticate.execute({ accessToken: 'rubbish', client })]);
    for (let sent = 0; sent < 1_000; sent += 1) await send();
    expect(app.auditLog.ofType('token_rejected')).toHaveLength(20);
    app.clock.advance(MINUTE);
    await send();
    const [count, next] = app.auditLog.ofType('token_rejected').slice(20);
    expect(count).toMatchObject({ reason: 'untrusted', occurredAt: START, client, count: 980 });
    expect(next).not.toHaveProperty('count');
    expect(app.auditLog.ofType('token_rejected')).toHaveLength(22);
  });
});

it.each(endings)('LOG-04 $name ends the same with the audit log down', async (ending) => {
  const outcome = async (down: boolean) => {
    const scene = await createScene(ending);
    if (down) scene.app.auditLog.append = fail;
    const [{ status }] = await Promise.allSettled([ending.act(scene)]);
    return { status, access: await givesAccess(scene.app, scene.thief) };
  };
  expect(await outcome(true)).toEqual(await outcome(false));
});
