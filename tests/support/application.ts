import { ActorStanding } from '../../src/application/access/actor-standing.js';
import { Authorize } from '../../src/application/access/authorize.use-case.js';
import { OwnAccess } from '../../src/application/access/own-access.js';
import { RefusedActors } from '../../src/application/access/refused-actors.js';
import { ChangePassword } from '../../src/application/account/change-password.use-case.js';
import { DeleteAccount } from '../../src/application/account/delete-account.use-case.js';
import { GetProfile } from '../../src/application/account/get-profile.use-case.js';
import { NewAccount } from '../../src/application/account/new-account.js';
import { RegisterUser } from '../../src/application/account/register-user.use-case.js';
import { UpdateProfile } from '../../src/application/account/update-profile.use-case.js';
import { CreateUser } from '../../src/application/administration/create-user.use-case.js';
import { DeleteUser } from '../../src/application/administration/delete-user.use-case.js';
import { EndUserSessions } from '../../src/application/administration/end-user-sessions.use-case.js';
import { FindUserByEmail } from '../../src/application/administration/find-user-by-email.use-case.js';
import { GetUser } from '../../src/application/administration/get-user.use-case.js';
import { ListUserSessions } from '../../src/application/administration/list-user-sessions.use-case.js';
import { ListUsers } from '../../src/application/administration/list-users.use-case.js';
import { RevokeAccessToken } from '../../src/application/administration/revoke-access-token.use-case.js';
import { SetPassword } from '../../src/application/administration/set-password.use-case.js';
import { UpdateUser } from '../../src/application/administration/update-user.use-case.js';
import { AuditRecorder } from '../../src/application/audit/audit-recorder.js';
import { CredentialVerifier } from '../../src/application/credentials/credential-verifier.js';
import { NewPassword } from '../../src/application/credentials/new-password.js';
import { AccessTerminator } from '../../src/application/session/access-terminator.js';
import { Authenticate } from '../../src/application/session/authenticate.use-case.js';
import { EndOtherSessions } from '../../src/application/session/end-other-sessions.use-case.js';
import { EndSession } from '../../src/application/session/end-session.use-case.js';
import { ListSessions } from '../../src/application/session/list-sessions.use-case.js';
import { LogIn } from '../../src/application/session/log-in.use-case.js';
import { LogOut } from '../../src/application/session/log-out.use-case.js';
import { LogOutEverywhere } from '../../src/application/session/log-out-everywhere.use-case.js';
import { RefreshSession } from '../../src/application/session/refresh-session.use-case.js';
import { RefreshTokenResolver } from '../../src/application/session/refresh-token-resolver.js';
import { SessionLimit } from '../../src/application/session/session-limit.js';
import { SessionOpener } from '../../src/application/session/session-opener.js';
import { TokenPairIssuer } from '../../src/application/session/token-pair-issuer.js';
import { ListMigrations } from '../../src/application/store/list-migrations.use-case.js';
import { MigrateStores } from '../../src/application/store/migrate-stores.use-case.js';
import { RoleAccessPolicy } from '../../src/domain/access/role-access-policy.js';
import type { SessionPolicy } from '../../src/domain/session/session-policy.js';
import { PasswordPolicy } from '../../src/domain/user/password-policy.js';
import { NetworkAuditSampler } from '../../src/infrastructure/audit/network-audit-sampler.js';
import { InMemorySessionRepository } from '../../src/infrastructure/persistence/in-memory/in-memory-session.repository.js';
import { InMemoryUserRepository } from '../../src/infrastructure/persistence/in-memory/in-memory-user.repository.js';
import { InMemoryRevocationStore } from '../../src/infrastructure/revocation/in-memory-revocation.store.js';
import { accessTokenPolicy, sessionPolicy } from './builders.js';
import { FakeAccessTokens } from './fakes/fake-access-tokens.js';
import { FakeAddressLimiter } from './fakes/fake-address-limiter.js';
import { FakeBreachedPasswords } from './fakes/fake-breached-passwords.js';
import { FakeClock } from './fakes/fake-clock.js';
import { FakeLoginThrottle } from './fakes/fake-login-throttle.js';
import { FakeMigration } from './fakes/fake-migration.js';
import { FakePasswordHasher } from './fakes/fake-password-hasher.js';
import { fakePseudonyms } from './fakes/fake-pseudonyms.js';
import { FakeRefreshTokenCodec } from './fakes/fake-refresh-token.codec.js';
import { RecordingAuditFallback } from './fakes/recording-audit-fallback.js';
import { RecordingAuditLog } from './fakes/recording-audit-log.js';
import { SequentialIds } from './fakes/sequential-ids.js';
import { Interruptions } from './interruptions.js';

export type Application = ReturnType<typeof createApplication>;

/** All use cases over in-memory stores, constructed with `new`, because tests of use cases need no container. */
export function createApplication(policyChanges: Partial<SessionPolicy> = {}) {
  const policy = { ...sessionPolicy, ...policyChanges };
  const clock = new FakeClock();
  const ids = new SequentialIds();
  const codec = new FakeRefreshTokenCodec();
  const accessTokens = new FakeAccessTokens(clock);
  const hasher = new FakePasswordHasher();
  const throttle = new FakeLoginThrottle();
  const limiter = new FakeAddressLimiter();
  const breached = new FakeBreachedPasswords();
  const auditLog = new RecordingAuditLog();

  const interruptions = new Interruptions();
  const storedUsers = new InMemoryUserRepository();
  const users = interruptions.watch('users', storedUsers);
  const sessions = interruptions.watch('sessions', new InMemorySessionRepository(storedUsers, clock));
  const revocations = interruptions.watch('revocations', new InMemoryRevocationStore(clock));

  const auditFallback = new RecordingAuditFallback();
  const audit = new AuditRecorder(
    interruptions.watch('auditLog', auditLog),
    new NetworkAuditSampler(clock),
    auditFallback,
    fakePseudonyms,
    clock,
  );
  const rules = new PasswordPolicy({ minLength: 15, serviceName: 'the-service-of-the-tests' });
  const newPassword = new NewPassword(rules, breached, hasher, audit);
  const newAccount = new NewAccount(newPassword, throttle, ids, audit, clock);
  const credentials = new CredentialVerifier(users, hasher, throttle, audit);
  const terminator = new AccessTerminator(sessions, revocations, accessTokenPolicy, policy, clock);
  const authorize = new Authorize(new RoleAccessPolicy(), audit);
  const ownAccess = new OwnAccess(new RoleAccessPolicy(), audit);
  const refused = new RefusedActors(users, terminator, audit);
  const standing = new ActorStanding(users, revocations, authorize, refused);
  const listSessions = new ListSessions(sessions, standing, clock);
  const resolver = new RefreshTokenResolver(sessions, codec);
  const issuer = new TokenPairIssuer(accessTokens, codec, ids, accessTokenPolicy);
  const opener = new SessionOpener(users, sessions, codec, policy, ids);
  const limit = new SessionLimit(terminator, policy, audit);

  const migrations = [new FakeMigration('users: table'), new FakeMigration('users: index on the address')];

  return {
    clock,
    migrations,
    ids,
    codec,
    hasher,
    throttle,
    limiter,
    breached,
    auditLog,
    auditFallback,
    accessTokens,
    interruptions,
    users,
    sessions,
    revocations,
    registerUser: new RegisterUser(users, newAccount, audit),
    getProfile: new GetProfile(standing),
    updateProfile: new UpdateProfile(standing, clock),
    changePassword: new ChangePassword(standing, credentials, newPassword, terminator, audit, clock),
    deleteAccount: new DeleteAccount(users, standing, credentials, terminator, audit),
    logIn: new LogIn(credentials, opener, resolver, terminator, limit, issuer, audit, clock),
    refreshSession: new RefreshSession(
      users,
      sessions,
      resolver,
      limiter,
      issuer,
      terminator,
      policy,
      audit,
      clock,
    ),
    audit,
    standing,
    authorize,
    authenticate: new Authenticate(accessTokens, revocations, audit),
    logOut: new LogOut(resolver, accessTokens, terminator, audit),
    logOutEverywhere: new LogOutEverywhere(standing, terminator, audit, clock),
    listSessions,
    endOtherSessions: new EndOtherSessions(standing, terminator, audit),
    endSession: new EndSession(sessions, standing, terminator, audit),
    listUsers: new ListUsers(users, standing),
    getUser: new GetUser(users, standing),
    findUserByEmail: new FindUserByEmail(users),
    updateUser: new UpdateUser(users, standing, ownAccess, terminator, audit, clock),
    createUser: new CreateUser(users, newAccount, standing, audit),
    setPassword: new SetPassword(users, newPassword, standing, terminator, audit, clock),
    listUserSessions: new ListUserSessions(users, listSessions),
    endUserSessions: new EndUserSessions(users, standing, terminator, audit, clock),
    deleteUser: new DeleteUser(users, standing, ownAccess, terminator, audit),
    listMigrations: new ListMigrations(migrations),
    migrateStores: new MigrateStores(migrations),
    revokeAccessToken: new RevokeAccessToken(revocations, accessTokenPolicy, audit, clock),
  };
}
