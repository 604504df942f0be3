import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { revocation } from '../../../../src/infrastructure/revocation/index.js';
import { ports } from '../../../../src/wiring/port-identifiers.js';
import { claims, HOUR, MINUTE } from '../../../support/builders.js';
import { loadOnSql } from '../../../support/harnesses/sql/load-on-sql.js';

const folder = mkdtempSync(join(tmpdir(), 'sqlite-'));
const url = `file:${join(folder, 'auth.db')}`;

afterAll(() => rmSync(folder, { recursive: true }));

it('RV-03 keeps a revocation for the other instances if the clock of one instance is an hour ahead', async () => {
  const [right, ahead] = [await loadOnSql(revocation, url), await loadOnSql(revocation, url)];
  ahead.clock.step(HOUR);
  const [store, hasty] = await Promise.all(
    [right, ahead].map(({ container }) => container.getAsync(ports.RevocationStore)),
  );
  const token = claims();
  const until = new Date(right.clock.now().getTime() + 15 * MINUTE);
  await store?.revoke([{ kind: 'session', sessionId: token.sessionId }], until);
  // Each of these calls starts a sweep and does not wait for it. A later statement on the file waits.
  await hasty?.isRevoked(token);
  await hasty?.isRevoked(token);
  expect(await store?.isRevoked(token)).toBe(true);
  for (const { close } of [right, ahead]) await close();
});
