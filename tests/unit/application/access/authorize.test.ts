import type { Access } from '../../../../src/domain/access/access.js';
import type { AccessTokenClaims } from '../../../../src/domain/access-token/access-token-claims.js';
import { type Application, createApplication } from '../../../support/application.js';
import { claims, client, START } from '../../../support/builders.js';

describe('Authorize, by roles', () => {
  let app: Application;
  let principal: AccessTokenClaims;

  beforeEach(() => {
    app = createApplication();
    principal = claims({ roles: ['user'] });
  });

  const execute = (access: Access, params: Record<string, string> = {}) =>
    app.authorize.execute({ principal, access, params, client });

  it('AZ-01 LOG-02 refuses a user without the role, and records that', async () => {
    await expect(execute({ role: 'admin' })).rejects.toMatchObject({ code: 'forbidden' });
    const { userId, sessionId } = principal;
    expect(app.auditLog.events).toEqual([
      { type: 'access_denied', occurredAt: START, userId, sessionId, client },
    ]);
  });

  it.each<Access>(['authenticated', { role: 'user' }])(
    'AZ-01 admits a user to %j, and reports nothing',
    async (access) => {
      await execute(access);
      expect(app.auditLog.events).toEqual([]);
    },
  );

  it('AZ-03 admits users only to their own resources', async () => {
    const access = { role: 'admin', orSelf: 'id' } as const;
    await execute(access, { id: principal.userId });
    for (const params of [{ id: 'another' }, { owner: principal.userId }, {}]) {
      await expect(execute(access, params)).rejects.toMatchObject({ code: 'forbidden' });
    }
    await expect(execute({ role: 'admin' }, { id: principal.userId })).rejects.toMatchObject({
      code: 'forbidden',
    });
  });
});
