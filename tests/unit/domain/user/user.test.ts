import type { DisplayName } from '../../../../src/domain/user/display-name.js';
import { EmailAddress } from '../../../../src/domain/user/email-address.js';
import type { PasswordHash } from '../../../../src/domain/user/password-hasher.port.js';
import type { Role } from '../../../../src/domain/user/role.js';
import { User } from '../../../../src/domain/user/user.js';
import { aUser, START, userId } from '../../../support/builders.js';

const later = new Date('2026-01-02T00:00:00.000Z');
const hash = (text: string) => text as PasswordHash;

describe('User', () => {
  it('starts active, at version 1', () => {
    const fields = {
      id: userId('u-1'),
      email: EmailAddress.parse('ada@example.com'),
      name: undefined,
      roles: ['user' as const],
      passwordHash: hash('h'),
    };
    const user = User.register(fields, START);
    expect(user.snapshot()).toEqual({
      ...fields,
      status: 'active',
      emailVerifiedAt: undefined,
      version: 1,
      createdAt: START,
      updatedAt: START,
    });
    expect(user.isActive).toBe(true);
  });

  it('shows its state through its properties', () => {
    const user = aUser({ status: 'disabled', roles: ['admin'], version: 3, passwordHash: hash('h') });
    const { id, email, roles, status, version, passwordHash, isActive } = user;
    expect(user.snapshot()).toMatchObject({ id, email, roles, status, version, passwordHash });
    expect(isActive).toBe(false);
  });

  it.each<[string, (user: User) => User, object]>([
    ['rename', (user) => user.rename('Grace' as DisplayName, later), { name: 'Grace' }],
    ['loss of the name', (user) => user.rename(undefined, later), { name: undefined }],
    [
      'password change',
      (user) => user.changePassword(hash('new'), later),
      { passwordHash: 'new', version: 2 },
    ],
    ['role change', (user) => user.changeRoles(['admin'], later), { roles: ['admin'], version: 2 }],
    ['status change', (user) => user.changeStatus('disabled', later), { status: 'disabled', version: 2 }],
    ['invalidation', (user) => user.invalidateTokens(later), { version: 2 }],
  ])('a %s changes that, the time of it, and nothing else', (_, change, changed) => {
    const user = aUser();
    const before = { ...user.snapshot() };
    expect(change(user).snapshot()).toEqual({ ...before, ...changed, updatedAt: later });
    expect(user.snapshot()).toEqual(before);
  });

  it('AZ-04 invalidates no token if the roles and the status stay the same', () => {
    const user = aUser({ roles: ['user', 'admin'] });
    expect(user.changeRoles(['admin', 'user', 'admin'], later)).toBe(user);
    expect(user.changeStatus('active', later)).toBe(user);
  });

  it.each<[readonly Role[], readonly Role[]]>([
    [['user'], ['user', 'admin']],
    [['user', 'admin'], ['user']],
    [['user'], []],
    [[], ['user']],
  ])('AZ-04 makes tokens wrong by a change from %j to %j', (from, to) => {
    const changed = aUser({ roles: from }).changeRoles(to, later);
    expect(changed.roles).toEqual(to);
    expect(changed.version).toBe(2);
  });

  it('AZ-05 accepts only tokens of its own version, and none while it is disabled', () => {
    const user = aUser({ version: 7 });
    expect([6, 7, 8].map((version) => user.stillHonours(version))).toEqual([false, true, false]);
    const disabled = user.changeStatus('disabled', later);
    expect([7, 8].map((version) => disabled.stillHonours(version))).toEqual([false, false]);
  });

  it('AZ-04 invalidates tokens by a change of status', () => {
    expect(aUser().changeStatus('disabled', later).version).toBe(2);
    expect(aUser({ status: 'disabled' }).changeStatus('active', later).version).toBe(2);
  });

  it('holds each role once', () => {
    expect(aUser({ roles: [] }).changeRoles(['admin', 'admin', 'user'], later).roles).toEqual([
      'admin',
      'user',
    ]);
  });

  it('PW-08 replaces the hash of the same password without any other change', () => {
    const user = aUser({ passwordHash: hash('old') });
    const upgraded = user.upgradeHash(hash('old'), hash('new'));
    expect(upgraded.snapshot()).toEqual({ ...user.snapshot(), passwordHash: 'new' });
  });

  it('PW-08 keeps the hash of a password that was changed concurrently', () => {
    const user = aUser({ passwordHash: hash('of another password') });
    expect(user.upgradeHash(hash('old'), hash('new'))).toBe(user);
  });
});
