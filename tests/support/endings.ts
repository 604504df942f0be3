import type { AccessTokenClaims } from '../../src/domain/access-token/access-token-claims.js';
import type { Session } from '../../src/domain/session/session.js';
import type { SessionPolicy } from '../../src/domain/session/session-policy.js';
import { DomainError } from '../../src/domain/shared/domain-error.js';
import { InvalidCredentials } from '../../src/domain/user/user.errors.js';
import type { UserId } from '../../src/domain/user/user-id.js';
import { type Application, createApplication } from './application.js';
import { asOperator, client, SECOND } from './builders.js';
import { logIn, newPassword, password, refresh, register, sessionOf, type Tokens } from './journeys.js';

/** A user with two sessions: the user's own and that of a thief. */
export interface Scene {
  readonly app: Application;
  readonly ada: UserId;
  readonly here: Tokens;
  readonly thief: Tokens;
  readonly thiefSession: Session;
}

/** An action that must end the thief's access. */
export interface Ending {
  readonly name: string;
  readonly policy?: Partial<SessionPolicy>;
  /** Prepares the scene after both sessions exist. */
  readonly prepare?: (scene: Scene) => Promise<unknown>;
  /** The action. It can be repeated after a failure. */
  readonly act: (scene: Scene) => Promise<unknown>;
  /** Whether the sessions stay live. After a change of roles they do, and a refresh issues the new roles. */
  readonly keepsSessions?: true;
  /** Whether the password that the thief knows becomes invalid. */
  readonly endsLogins?: true;
}

export async function createScene({ policy, prepare }: Ending): Promise<Scene> {
  const app = createApplication(policy);
  const ada = await register(app);
  const thief = await logIn(app);
  app.clock.advance(SECOND);
  const here = await logIn(app);
  const thiefSession = await sessionOf(app, thief);
  if (!thiefSession) throw new Error('The thief has logged in.');
  const scene = { app, ada, here, thief, thiefSession };
  await prepare?.(scene);
  return scene;
}

/** Acts like a client: with its access token, otherwise with a refreshed one, otherwise after a login. */
async function asAda<T>({ app, here }: Scene, act: (actor: AccessTokenClaims) => Promise<T>): Promise<T> {
  const ways = [
    async () => here,
    () => refresh(app, here),
    () => logIn(app, 'ada', password),
    () => logIn(app, 'ada', newPassword),
  ];
  let refusal: unknown;
  for (const way of ways) {
    try {
      const { accessToken } = await way();
      return await act(await app.authenticate.execute({ accessToken, client }));
    } catch (error) {
      if (!(error instanceof DomainError) || error.code === 'dependency-unavailable') throw error;
      refusal = error;
    }
  }
  throw refusal;
}

async function changePassword({ app }: Scene, actor: AccessTokenClaims): Promise<void> {
  const command = { actor, newPassword, client };
  try {
    await app.changePassword.execute({ ...command, currentPassword: password });
  } catch (error) {
    // The first attempt has already stored the new password.
    if (!(error instanceof InvalidCredentials)) throw error;
    await app.changePassword.execute({ ...command, currentPassword: newPassword });
  }
}

const rotateAndWait = async ({ app, thief }: Scene) => {
  await refresh(app, thief);
  app.clock.advance(11 * SECOND);
};

export const endings: readonly Ending[] = [
  {
    name: 'a logout with the refresh token',
    act: ({ app, thief: { refreshToken } }) => app.logOut.execute({ refreshToken, client }),
  },
  {
    name: 'a logout with the access token',
    act: ({ app, thief: { accessToken } }) => app.logOut.execute({ accessToken, client }),
  },
  {
    name: 'the end of that session',
    act: (scene) =>
      asAda(scene, (actor) =>
        scene.app.endSession.execute({
          userId: scene.ada,
          sessionId: scene.thiefSession.id,
          actor,
          client,
        }),
      ),
  },
  {
    name: 'a logout everywhere',
    act: (scene) => asAda(scene, (actor) => scene.app.logOutEverywhere.execute({ actor, client })),
  },
  {
    name: 'the end of the other sessions',
    act: (scene) => asAda(scene, (actor) => scene.app.endOtherSessions.execute({ actor, client })),
  },
  {
    name: 'the end of every session by an administrator',
    act: ({ app, ada }) => app.endUserSessions.execute({ userId: ada, ...asOperator }),
  },
  {
    name: 'a new password from an operator',
    act: ({ app, ada }) => app.setPassword.execute({ userId: ada, password: newPassword, ...asOperator }),
    endsLogins: true,
  },
  {
    name: 'a logout everywhere out of that session',
    act: (scene) =>
      asAda({ ...scene, here: scene.thief }, (actor) =>
        scene.app.logOutEverywhere.execute({ actor, client }),
      ),
  },
  {
    name: 'a password change',
    act: (scene) => asAda(scene, (actor) => changePassword(scene, actor)),
    endsLogins: true,
  },
  {
    name: 'the deletion of the account by its owner',
    act: (scene) => asAda(scene, (actor) => scene.app.deleteAccount.execute({ actor, password, client })),
    endsLogins: true,
  },
  {
    name: 'the deletion of the user by an administrator',
    act: ({ app, ada }) => app.deleteUser.execute({ userId: ada, ...asOperator }),
    endsLogins: true,
  },
  {
    name: 'the disabling of the user',
    act: ({ app, ada }) => app.updateUser.execute({ userId: ada, status: 'disabled', ...asOperator }),
    endsLogins: true,
  },
  {
    name: 'a change of roles',
    act: ({ app, ada }) => app.updateUser.execute({ userId: ada, roles: [], ...asOperator }),
    keepsSessions: true,
  },
  {
    name: 'the reuse of a refresh token',
    prepare: rotateAndWait,
    act: ({ app, thief }) => refresh(app, thief),
  },
  {
    name: 'the reuse of a refresh token, where that ends one session',
    policy: { reuseScope: 'session' },
    prepare: rotateAndWait,
    act: ({ app, thief }) => refresh(app, thief),
  },
  {
    name: 'a login in place of that session',
    act: ({ app, thief: { refreshToken } }) =>
      app.logIn.execute({
        email: 'ada@example.com',
        password,
        replacedRefreshToken: refreshToken,
        client,
      }),
  },
  {
    name: 'a login beyond the number of sessions',
    policy: { maxSessionsPerUser: 2 },
    act: ({ app }) => logIn(app),
  },
];
