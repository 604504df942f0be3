import type { FaultsByRow } from '../fault.js';

const STORE = 'src/infrastructure/revocation/in-memory-revocation.store.ts';
const AUTHENTICATE = 'src/application/session/authenticate.use-case.ts';
const POLICY = 'src/domain/access-token/access-token-policy.ts';
const USER = 'src/domain/user/user.ts';
const ACCESS_POLICY = 'src/domain/access/role-access-policy.ts';
const OWN_ACCESS = 'src/application/access/own-access.ts';
const STANDING = 'src/application/access/actor-standing.ts';
const CONTROLLERS = 'src/interfaces/http/controllers';

export const revocationFaults: FaultsByRow = {
  'RV-01': [
    {
      why: 'Tokens of a revoked session are good.',
      file: STORE,
      find: 'this.#sessions.has(sessionId) || ',
      replace: '',
    },
    {
      why: 'Tokens of an earlier version of the user are good.',
      file: STORE,
      find: 'userVersion < firstValidVersion',
      replace: 'userVersion < 0',
    },
    {
      why: 'A revoked token is told by its text.',
      file: AUTHENTICATE,
      find: 'await this.revocations.isRevoked(claims)',
      replace:
        'DEAD.has(accessToken) || ((await this.revocations.isRevoked(claims)) && DEAD.size === 0 && DEAD.add(accessToken))',
      and: [
        {
          file: AUTHENTICATE,
          find: 'export class Authenticate {',
          replace: 'const DEAD = new Set<string>();\n\nexport class Authenticate {',
        },
      ],
    },
    {
      why: 'A token that an operator revoked is good.',
      file: STORE,
      find: ' || this.#tokens.has(tokenId)',
      replace: '',
    },
  ],
  'RV-02': [
    {
      why: 'The answer of the store is cached.',
      file: AUTHENTICATE,
      find: 'await this.revocations.isRevoked(claims)',
      replace:
        'ANSWERS.get(accessToken) ?? ANSWERS.set(accessToken, await this.revocations.isRevoked(claims)).get(accessToken)',
      and: [
        {
          file: AUTHENTICATE,
          find: 'export class Authenticate {',
          replace: 'const ANSWERS = new Map<string, boolean>();\n\nexport class Authenticate {',
        },
      ],
    },
  ],
  'RV-03': [
    {
      why: 'An instance whose clock is ahead deletes what the others still need.',
      file: 'src/infrastructure/revocation/sql/sql-revocation.store.ts',
      find: 'keptMs: CLOCK_ERROR_MS',
      replace: 'keptMs: 0',
    },
    {
      why: 'The tolerance of clocks is not counted in.',
      file: POLICY,
      find: ' + policy.clockToleranceMs',
      replace: '',
    },
    {
      why: 'Entries of sessions never go away.',
      file: STORE,
      find: 'this.#sessions.forget(now);',
      replace: '',
    },
    {
      why: 'Entries go away before their time.',
      file: 'src/infrastructure/revocation/expiring-keys.ts',
      find: 'bucket * BUCKET_MS <= now',
      replace: '(bucket - 2) * BUCKET_MS <= now',
    },
    {
      why: 'Entries of users never go away.',
      file: STORE,
      find: 'for (const userId of this.#users.forget(now)) this.#firstValidVersions.delete(userId);',
      replace: '',
    },
    {
      why: 'A clock that is ahead makes the store forget.',
      file: 'src/infrastructure/system/retention-clock.ts',
      find: 'if (offset <= this.#offset)',
      replace: 'if (offset)',
    },
    {
      why: 'A token of a clock that was ahead comes back to life.',
      file: 'src/application/session/access-terminator.ts',
      find: ', ...issues)',
      replace: ')',
    },
    {
      why: 'A refresh dates its token after the read of the user, and a revocation in between ends first.',
      file: 'src/application/session/refresh-session.use-case.ts',
      find: 'this.exchange(presented, command, now)',
      replace: 'this.exchange(presented, command, this.clock.now())',
    },
    {
      why: 'A single token of a clock that was ahead comes back to life.',
      file: 'src/application/administration/revoke-access-token.use-case.ts',
      find: 'ISSUED_AHEAD_AT_MOST_MS = 24 *',
      replace: 'ISSUED_AHEAD_AT_MOST_MS = 0 *',
    },
    {
      why: 'A step ahead is never believed, so that entries stay.',
      file: 'src/infrastructure/system/retention-clock.ts',
      find: 'if (elapsed - since >= BELIEVED_AFTER_MS)',
      replace: 'if (elapsed < since)',
    },
  ],
  'RV-04': [
    {
      why: 'A store that does not answer in time has an error that no one expects.',
      file: 'src/infrastructure/connections/redis/redis-store.ts',
      find: 'throw new DependencyUnavailable(slot, { cause });',
      replace: 'throw cause;',
    },
    {
      why: 'A replica of Redis is reported as up.',
      file: 'src/infrastructure/connections/redis/redis-store.ts',
      find: "client.set(NO_KEY, '', { condition: 'XX' })",
      replace: 'client.get(NO_KEY)',
    },
    {
      why: 'A standby of PostgreSQL is reported as up.',
      file: 'src/infrastructure/connections/sql/postgres-pool.ts',
      find: "if (rows[0]?.transaction_read_only === 'off') return;",
      replace: 'if (rows[0]) return;',
    },
    {
      why: 'A secondary of MongoDB is reported as up.',
      file: 'src/infrastructure/connections/mongo/mongo.connection.ts',
      find: "if (!server['isWritablePrimary'])",
      replace: 'if (!server)',
    },
    {
      why: 'A store that is down lets every token through.',
      file: AUTHENTICATE,
      find: 'await this.revocations.isRevoked(claims)',
      replace: 'await this.revocations.isRevoked(claims).catch(() => false)',
    },
    {
      why: 'A store that is down refuses with 401.',
      file: AUTHENTICATE,
      find: 'await this.revocations.isRevoked(claims)',
      replace: 'await this.revocations.isRevoked(claims).catch(() => true)',
    },
    {
      why: 'A logout succeeds before the revocation is stored.',
      file: 'src/application/session/log-out.use-case.ts',
      find: 'await end();',
      replace: 'await end().catch(() => {});',
    },
    {
      why: 'A session is deleted before its revocation is stored.',
      file: 'src/application/session/access-terminator.ts',
      find: 'await this.revocations.revoke([ofSession(session.id)],',
      replace:
        'await this.sessions.delete(session.id);\n    await this.revocations.revoke([ofSession(session.id)],',
    },
    {
      why: 'A login counts as a failure while the store is down.',
      file: 'src/application/credentials/credential-verifier.ts',
      find: 'await this.throttle.withdraw(attempt);',
      replace: '',
    },
  ],
};

export const authorizationFaults: FaultsByRow = {
  'AZ-01': [
    {
      why: 'Roles are not checked.',
      file: ACCESS_POLICY,
      find: 'if (principal.roles.includes(access.role))',
      replace: 'if (principal.roles)',
    },
    {
      why: 'A route is open to every user.',
      file: `${CONTROLLERS}/administration/list-users.controller.ts`,
      find: "access: { role: 'admin' },",
      replace: "access: 'authenticated',",
    },
    {
      why: 'A route is open to everyone.',
      file: 'src/interfaces/http/route.ts',
      find: "return controller.route.access === 'public';",
      replace: "return controller.route.access === 'public' || controller.route.access === 'authenticated';",
    },
    {
      why: 'A route that declares nothing is open.',
      file: 'src/interfaces/http/route.ts',
      find: "return controller.route.access === 'public';",
      replace: "return (controller.route.access ?? 'public') === 'public';",
    },
  ],
  'AZ-02': [
    {
      why: 'A registration brings its roles.',
      file: 'src/application/account/register-user.use-case.ts',
      find: "roles: ['user']",
      replace: "roles: rest.roles ?? ['user']",
      and: [
        {
          file: 'src/application/account/register-user.use-case.ts',
          find: 'name, client }: RegisterUserCommand',
          replace: "name, client, ...rest }: RegisterUserCommand & { roles?: ['user'] }",
        },
        {
          file: `${CONTROLLERS}/account/register.controller.ts`,
          find: '.strictObject',
          replace: '.looseObject',
        },
      ],
    },
    {
      why: 'A user gives itself roles.',
      file: 'src/application/account/update-profile.use-case.ts',
      find: 'stored.rename(name, now)',
      replace: 'stored.rename(name, now).changeRoles((command as { roles?: [] }).roles ?? stored.roles, now)',
      and: [
        {
          file: `${CONTROLLERS}/account/update-profile.controller.ts`,
          find: '.strictObject',
          replace: '.looseObject',
        },
        {
          file: `${CONTROLLERS}/account/update-profile.controller.ts`,
          find: '{ actor, name,',
          replace: '{ ...request.body, actor, name,',
        },
      ],
    },
    {
      why: 'A user changes itself where administrators change users.',
      file: `${CONTROLLERS}/administration/update-user.controller.ts`,
      find: "access: { role: 'admin' },",
      replace: "access: { role: 'admin', orSelf: 'id' },",
      // The use case asks the policy too.
      and: [
        {
          file: 'src/application/administration/update-user.use-case.ts',
          find: "access: { role: 'admin' },",
          replace: "access: { role: 'admin', orSelf: 'id' },",
        },
      ],
    },
    {
      why: 'An unknown role in a token is taken.',
      file: 'src/infrastructure/tokens/access-token-payload.ts',
      find: 'roles: z.array(z.enum(ROLES))',
      replace: 'roles: z.array(z.string())',
    },
    {
      why: 'A role is found in the prototype of a claim.',
      file: 'src/infrastructure/tokens/access-token-payload.ts',
      find: 'const parsed = payloadSchema.safeParse(payload);',
      replace:
        'const parsed = payloadSchema.safeParse({ ...(payload as { __proto__: object }).__proto__, ...(payload as object) });',
    },
  ],
  'AZ-03': [
    {
      why: 'Anyone ends any session.',
      file: 'src/application/session/end-session.use-case.ts',
      find: 'if (session?.userId !== userId)',
      replace: 'if (!session)',
    },
    {
      why: 'Anyone sees any user.',
      file: ACCESS_POLICY,
      find: ' && params[access.orSelf] === principal.userId',
      replace: '',
    },
    {
      why: 'A user does not see itself.',
      file: ACCESS_POLICY,
      find: 'access.orSelf !== undefined &&',
      replace: 'access.orSelf === undefined &&',
    },
    {
      why: 'Whoever names the owner of a session ends it.',
      file: 'src/application/session/end-session.use-case.ts',
      find: "access: { role: 'admin', orSelf: 'id' },",
      replace: '',
    },
    {
      why: 'Anyone sees the sessions of anyone.',
      file: 'src/application/session/list-sessions.use-case.ts',
      find: "access: { role: 'admin', orSelf: 'id' },",
      replace: '',
    },
    {
      why: 'A foreign session is told by another status.',
      file: 'src/application/session/end-session.use-case.ts',
      find: 'throw new SessionNotFound();',
      replace: "throw session ? new InvalidValue('id', 'must be your own') : new SessionNotFound();",
      and: [
        {
          file: 'src/application/session/end-session.use-case.ts',
          find: 'import type { SessionId }',
          replace:
            "import { InvalidValue } from '../../domain/shared/common.errors.js';\nimport type { SessionId }",
        },
      ],
    },
  ],
  'AZ-04': [
    {
      why: 'Tokens of the old roles stay good.',
      file: 'src/application/session/access-terminator.ts',
      find: 'if (user.isActive) await this.revokeTokensOf(user);',
      replace: 'if (user.isActive) return;',
    },
    {
      why: 'A change of roles makes no token wrong.',
      file: USER,
      find: 'this.with({ roles: [...new Set(roles)] }).invalidateTokens(now)',
      replace: 'this.with({ roles: [...new Set(roles)] })',
    },
    {
      why: 'A change of status makes no token wrong.',
      file: USER,
      find: 'this.with({ status }).invalidateTokens(now)',
      replace: 'this.with({ status, updatedAt: now })',
    },
  ],
  'AZ-05': [
    {
      why: 'What the head of a request was allowed is not asked again after its body.',
      file: 'src/interfaces/http/router.ts',
      find: 'response, await guard.admit(request, controller.route)',
      replace: 'response, principal',
    },
    {
      why: 'The standing of the actor is not asked right before a write.',
      file: STANDING,
      find: 'await this.confirm(acting);',
      replace: '',
    },
    {
      why: 'A change of the actor between the question and the write goes unseen.',
      file: STANDING,
      find: 'stored.id === actor.userId ? requireValidToken(actor, stored) : stored',
      replace: 'stored',
    },
    {
      why: 'Revoked tokens of the actor still count.',
      file: STANDING,
      find: 'if (await this.revocations.isRevoked(actor))',
      replace: 'if (actor.userId === undefined)',
    },
    {
      why: 'A token of an earlier version still counts.',
      file: STANDING,
      find: 'if (!user.stillHonours(actor.userVersion))',
      replace: 'if (!user.isActive)',
    },
    {
      why: 'A disabled actor still counts.',
      file: 'src/domain/user/user.ts',
      find: 'this.isActive && version ===',
      replace: 'version ===',
    },
    {
      why: 'An actor who has lost the role still counts.',
      file: STANDING,
      find: 'await this.permit({ ...actor, roles }, acting);',
      replace: '',
    },
    {
      why: 'An administrator changes itself after a demotion.',
      file: 'src/application/administration/update-user.use-case.ts',
      find: 'current(stored)',
      replace: 'stored',
    },
    {
      why: 'A deletion does not ask in its own step.',
      file: 'src/infrastructure/persistence/in-memory/in-memory-user.repository.ts',
      find: 'permit?.(copy(user));',
      replace: '',
    },
    {
      why: 'A user is shown to someone who may not see it any more.',
      file: 'src/application/administration/get-user.use-case.ts',
      find: 'await this.standing.confirm(',
      replace: 'void (',
    },
    {
      why: 'The list of users is shown to someone who may not see it any more.',
      file: 'src/application/administration/list-users.use-case.ts',
      find: "await this.standing.confirm({ actor, access: { role: 'admin' }, client });",
      replace: '',
    },
    {
      why: 'Sessions are shown to someone who may not see them any more.',
      file: 'src/application/session/list-sessions.use-case.ts',
      find: 'await this.standing.confirm(',
      replace: 'void (',
    },
    {
      why: 'A session is ended by someone whose own has ended.',
      file: 'src/application/session/end-session.use-case.ts',
      find: 'await this.standing.confirm(',
      replace: 'void (',
    },
    {
      why: 'Other sessions are ended by someone whose own has ended.',
      file: 'src/application/session/end-other-sessions.use-case.ts',
      find: 'await this.standing.confirm({ actor, client });',
      replace: '',
    },
    {
      why: 'All sessions of an administrator are ended after a demotion.',
      file: 'src/application/administration/end-user-sessions.use-case.ts',
      find: 'current(stored)',
      replace: 'stored',
    },
  ],
  'AZ-06': [
    {
      why: 'An administrator demotes or disables itself.',
      file: 'src/application/administration/update-user.use-case.ts',
      find: 'await this.ownAccess.keep(acting, userId, command);',
      replace: '',
    },
    {
      why: 'An administrator disables itself.',
      file: OWN_ACCESS,
      find: "status === 'active' && ",
      replace: '',
    },
    {
      why: 'An administrator demotes itself.',
      file: OWN_ACCESS,
      find: '{ ...actor, roles }',
      replace: 'actor',
    },
    {
      why: 'An administrator deletes itself.',
      file: 'src/application/administration/delete-user.use-case.ts',
      find: "await this.ownAccess.keep(acting, userId, 'deleted');",
      replace: '',
    },
    {
      why: 'Nobody demotes an administrator.',
      file: OWN_ACCESS,
      find: 'actor === OPERATOR || actor.userId !== userId',
      replace: 'actor === OPERATOR',
    },
  ],
};
