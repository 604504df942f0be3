import pg from 'pg';
import { InMemoryRevocationStore } from '../../../../../src/infrastructure/revocation/in-memory-revocation.store.js';
import { revocation } from '../../../../../src/infrastructure/revocation/index.js';
import { ports } from '../../../../../src/wiring/port-identifiers.js';
import { claims, MINUTE } from '../../../../support/builders.js';
import { loadOnSql } from '../../../../support/harnesses/sql/load-on-sql.js';
import { postgresSchema } from '../../../../support/harnesses/sql/sql-places.js';
import { describeOn } from '../../../../support/needed-services.js';
import { postgresServer } from '../../../../support/servers/test-servers.js';

describeOn(postgresServer.service, postgresServer.url() !== undefined)('Revocations in PostgreSQL', () => {
  it('RV-02 are copied even if an earlier one is committed later', async () => {
    const place = await postgresSchema();
    const { url } = await place.empty();
    const { container, clock, close } = await loadOnSql(revocation, url);
    const store = await container.getAsync(ports.RevocationStore);
    const feed = await container.getAsync(ports.RevocationFeed);
    const copy = new InMemoryRevocationStore(clock);
    const until = new Date(clock.now().getTime() + 15 * MINUTE);
    const [late, early] = [claims(), claims()];

    const settled = { ...((await feed.copyTo(copy)) as object), settledAt: 0 };
    const other = new pg.Client({ connectionString: url });
    await other.connect();
    await other.query('begin');
    await other.query(
      `insert into revocations values ($1, 1, $2, extract(epoch from clock_timestamp()) * 1000)`,
      [`session:${late.sessionId}`, until],
    );
    await store.revoke([{ kind: 'session', sessionId: early.sessionId }], until);
    const position = await feed.copyTo(copy, settled);
    expect([await copy.isRevoked(early), await copy.isRevoked(late)]).toEqual([true, false]);
    await other.query('commit');
    await feed.copyTo(copy, position);
    expect(await copy.isRevoked(late)).toBe(true);

    await other.end();
    await close();
    await place.remove();
  });
});
