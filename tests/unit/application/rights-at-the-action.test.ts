import type { AccessTokenClaims } from '../../../src/domain/access-token/access-token-claims.js';
import { DomainError } from '../../../src/domain/shared/domain-error.js';
import { Password } from '../../../src/domain/user/password.js';
import type { Role } from '../../../src/domain/user/role.js';
import type { User } from '../../../src/domain/user/user.js';
import type { UserId } from '../../../src/domain/user/user-id.js';
import { type Application, createApplication } from '../../support/application.js';
import { atEveryPlace } from '../../support/at-every-place.js';
import { asOperator, client } from '../../support/builders.js';
import {
  actorFor,
  claimsOf,
  logIn,
  newPassword,
  password,
  register,
  type Tokens,
} from '../../support/journeys.js';

interface Scene {
  readonly app: Application;
  readonly ada: UserId;
  readonly bob: UserId;
  readonly tokens: Tokens;
  readonly actor: AccessTokenClaims;
  /** Another session of the actor. */
  readonly elsewhere: AccessTokenClaims;
  /** A session of someone else. */
  readonly others: AccessTokenClaims;
}

async function createScene(roles: readonly Role[]): Promise<Scene> {
  const app = createApplication();
  const [ada, bob] = [await register(app), await register(app, 'bob')];
  await app.updateUser.execute({ userId: ada, roles, ...asOperator });
  const elsewhere = await claimsOf(app, await logIn(app));
  const tokens = await logIn(app);
  const others = await claimsOf(app, await logIn(app, 'bob'));
  return { app, ada, bob, tokens, actor: await claimsOf(app, tokens), elsewhere, others };
}

const MEANWHILE = 'the password of a change meanwhile';

/** Losses that the user's next version or absence shows. */
const losses: Readonly<Record<string, (scene: Scene) => Promise<unknown>>> = {
  'is demoted': ({ app, ada }) => app.updateUser.execute({ userId: ada, roles: ['user'], ...asOperator }),
  'is disabled': ({ app, ada }) => app.updateUser.execute({ userId: ada, status: 'disabled', ...asOperator }),
  'is deleted': ({ app, ada }) => app.deleteUser.execute({ userId: ada, ...asOperator }),
  'has logged out everywhere': async ({ app, ada }) =>
    app.logOutEverywhere.execute({ actor: await actorFor(app, ada), client }),
  'has another password': async ({ app, ada }) =>
    app.changePassword.execute({
      actor: await actorFor(app, ada),
      currentPassword: password,
      newPassword: MEANWHILE,
      client,
    }),
};

/** Losses that only the revocation store shows. */
const revocations: Readonly<Record<string, (scene: Scene) => Promise<unknown>>> = {
  'has logged out': ({ app, tokens: { refreshToken } }) => app.logOut.execute({ refreshToken, client }),
  'has a revoked token': ({ app, actor: { tokenId } }) => app.revokeAccessToken.execute({ tokenId, client }),
};

interface Action {
  readonly name: string;
  readonly roles: readonly Role[];
  readonly act: (scene: Scene) => Promise<unknown>;
  /** Whether the stores show that the action was done. For a read, the answer shows it. */
  readonly isDone?: (scene: Scene) => Promise<boolean>;
  /** Whether its first write was done, if there are several. */
  readonly hasBegun?: (scene: Scene) => Promise<boolean>;
  /** The places at which a loss comes too late to be noticed. */
  readonly unseenLosses: readonly string[];
  readonly unseenRevocations: readonly string[];
}

const userIs = (who: 'ada' | 'bob', judge: (user: User | undefined) => boolean | Promise<boolean>) => {
  return async (scene: Scene) => judge(await scene.app.users.findById(scene[who]));
};
const hasEnded = async ({ app, elsewhere }: Scene) =>
  (await app.sessions.findById(elsewhere.sessionId)) === undefined;
const isGone = (user: User | undefined) => user === undefined;

const BETWEEN_CHECKS = ['after revocations.isRevoked', 'before users.findById'];
const beforeWrite = (write: string) => ['after users.findById', `before ${write}`];

/** One atomic step checks the actor's own stored user and writes. Nothing else reads the user. */
const ownUser = (write: string) => ({
  unseenLosses: [],
  unseenRevocations: ['after revocations.isRevoked', `before ${write}`],
});
/** The same, after a check of a role. */
const ownUserAsAdministrator = (write: string) => ({
  unseenLosses: [],
  unseenRevocations: [...BETWEEN_CHECKS, ...beforeWrite(write)],
});
/** The actor is read immediately before the write. */
const somethingElse = (write: string) => ({
  unseenLosses: beforeWrite(write),
  unseenRevocations: [...BETWEEN_CHECKS, ...beforeWrite(write)],
});
/** The actor is read immediately after the data that is returned. */
const shown = {
  unseenLosses: ['after users.findById'],
  unseenRevocations: [...BETWEEN_CHECKS, 'after users.findById'],
};

const USER: readonly Role[] = [];
const ADMIN: readonly Role[] = ['user', 'admin'];

const actions: readonly Action[] = [
  {
    name: 'PATCH /me',
    roles: USER,
    act: ({ app, actor }) => app.updateProfile.execute({ actor, name: 'Eve', client }),
    isDone: userIs('ada', (user) => user?.snapshot().name === 'Eve'),
    ...ownUser('users.update'),
  },
  {
    name: 'PUT /me/password',
    roles: USER,
    act: ({ app, actor }) =>
      app.changePassword.execute({ actor, currentPassword: password, newPassword, client }),
    isDone: (scene) =>
      userIs('ada', (user) => {
        const hash = user?.passwordHash;
        return hash !== undefined && scene.app.hasher.verify(Password.parse(newPassword), hash);
      })(scene),
    ...ownUser('users.update'),
  },
  {
    name: 'DELETE /me',
    roles: USER,
    act: ({ app, actor }) => app.deleteAccount.execute({ actor, password, client }),
    isDone: userIs('ada', isGone),
    ...ownUser('users.delete'),
  },
  {
    name: 'POST /auth/logout-all',
    roles: USER,
    act: ({ app, actor }) => app.logOutEverywhere.execute({ actor, client }),
    isDone: hasEnded,
    hasBegun: (scene) => userIs('ada', (user) => user?.version !== scene.actor.userVersion)(scene),
    ...ownUser('users.update'),
  },
  {
    name: 'DELETE /auth/sessions/{id}',
    roles: USER,
    act: ({ app, ada, actor, elsewhere: { sessionId } }) =>
      app.endSession.execute({ userId: ada, sessionId, actor, client }),
    isDone: async ({ app, elsewhere }) => app.revocations.isRevoked(elsewhere),
    ...somethingElse('revocations.revoke'),
  },
  {
    name: 'PATCH /users/{id} of someone else',
    roles: ADMIN,
    act: ({ app, bob, actor }) => app.updateUser.execute({ userId: bob, roles: ['admin'], actor, client }),
    isDone: userIs('bob', (user) => user?.roles.includes('admin') ?? false),
    ...somethingElse('users.update'),
  },
  {
    name: 'PATCH /users/{id} of oneself',
    roles: ADMIN,
    act: ({ app, ada, actor }) =>
      app.updateUser.execute({ userId: ada, roles: ['admin'], status: 'active', actor, client }),
    isDone: userIs('ada', (user) => user?.roles.join() === 'admin'),
    ...ownUserAsAdministrator('users.update'),
  },
  {
    name: 'DELETE /users/{id} of someone else',
    roles: ADMIN,
    act: ({ app, bob, actor }) => app.deleteUser.execute({ userId: bob, actor, client }),
    isDone: userIs('bob', isGone),
    ...somethingElse('users.delete'),
  },
  {
    name: 'DELETE /auth/sessions',
    roles: USER,
    act: ({ app, actor }) => app.endOtherSessions.execute({ actor, client }),
    isDone: async ({ app, elsewhere }) => app.revocations.isRevoked(elsewhere),
    ...somethingElse('revocations.revoke'),
  },
  {
    name: 'DELETE /users/{id}/sessions of someone else',
    roles: ADMIN,
    act: ({ app, bob, actor }) => app.endUserSessions.execute({ userId: bob, actor, client }),
    isDone: userIs('bob', (user) => user?.version !== 1),
    ...somethingElse('users.update'),
  },
  {
    name: 'DELETE /users/{id}/sessions of oneself',
    roles: ADMIN,
    act: ({ app, ada, actor }) => app.endUserSessions.execute({ userId: ada, actor, client }),
    isDone: hasEnded,
    hasBegun: (scene) => userIs('ada', (user) => user?.version !== scene.actor.userVersion)(scene),
    ...ownUserAsAdministrator('users.update'),
  },
  {
    name: 'DELETE /users/{id}/sessions/{sessionId} of someone else',
    roles: ADMIN,
    act: async ({ app, bob, actor, others: { sessionId } }) =>
      app.endSession.execute({ userId: bob, sessionId, actor, client }),
    isDone: async ({ app, others }) => app.revocations.isRevoked(others),
    ...somethingElse('revocations.revoke'),
  },
  {
    name: 'a new password for someone else',
    roles: ADMIN,
    act: ({ app, bob, actor }) =>
      app.setPassword.execute({ userId: bob, password: newPassword, actor, client }),
    isDone: userIs('bob', (user) => user?.version !== 1),
    ...somethingElse('users.update'),
  },
  {
    name: 'GET /me',
    roles: USER,
    act: ({ app, actor }) => app.getProfile.execute({ actor, client }),
    unseenLosses: ['after users.findById'],
    // The store was just asked. On the busiest route, a second query would be too expensive.
    unseenRevocations: ['before users.findById', 'after users.findById'],
  },
  {
    name: 'GET /auth/sessions',
    roles: USER,
    act: ({ app, ada, actor }) => app.listSessions.execute({ userId: ada, actor, client }),
    ...shown,
  },
  {
    name: 'GET /users/{id}/sessions',
    roles: ADMIN,
    act: ({ app, bob, actor }) => app.listUserSessions.execute({ userId: bob, actor, client }),
    ...shown,
  },
  {
    name: 'GET /users',
    roles: ADMIN,
    act: ({ app, actor }) => app.listUsers.execute({ limit: 9, actor, client }),
    ...shown,
  },
  {
    name: 'GET /users/{id}',
    roles: ADMIN,
    act: ({ app, bob, actor }) => app.getUser.execute({ userId: bob, actor, client }),
    ...shown,
  },
];

/** The password of a disabled account is not accepted, and a deleted user is not found. */
const REFUSED_BEFORE_THE_TOKEN_IS_JUDGED = ['invalid-credentials', 'not-found'];

/** The places at which the loss may happen although the action still begins. */
async function unseenPlaces(
  { roles, act, isDone, hasBegun = isDone }: Action,
  lose: (scene: Scene) => Promise<unknown>,
) {
  const unseen: string[] = [];
  await atEveryPlace(async (interrupt) => {
    const scene = await createScene(roles);
    let place: string | undefined;
    interrupt(scene.app.interruptions, async (name) => {
      if (await hasBegun?.(scene)) return;
      await lose(scene);
      // Effects of the loss itself, such as the end of sessions, are not effects of the action.
      if (!(await isDone?.(scene))) place = name;
    });
    const refusal = await act(scene).then(
      () => undefined,
      (error) => error,
    );
    if (place === undefined) return;
    const isDoneNow = isDone ? await isDone(scene) : refusal === undefined;
    if (isDoneNow) {
      unseen.push(place);
      return;
    }
    expect(refusal).toBeInstanceOf(DomainError);
    if (REFUSED_BEFORE_THE_TOKEN_IS_JUDGED.includes(refusal.code)) return;
    expect(refusal.code).toBe('invalid-token');
    expect(scene.app.auditLog.ofType('token_rejected')).toMatchObject([{ userId: scene.ada, client }]);
  });
  return [...new Set(unseen)];
}

describe.each(actions)('AZ-05 $name does not begin after its actor', (action) => {
  it.each(Object.keys(losses))('%s', async (loss) => {
    const unseen = await unseenPlaces(action, losses[loss] as (scene: Scene) => Promise<unknown>);
    for (const place of unseen) expect(action.unseenLosses).toContain(place);
  });

  it.each(Object.keys(revocations))('%s', async (loss) => {
    const unseen = await unseenPlaces(action, revocations[loss] as (scene: Scene) => Promise<unknown>);
    expect(unseen).toEqual(action.unseenRevocations);
  });
});
