import { tsImport } from 'tsx/esm/api';

/** Redis, PostgreSQL and MongoDB, as the tests find or start them, but each acknowledges a write after it is on the disk. */
export async function startDurableServers() {
  const servers = await tsImport('../../tests/support/servers/start-servers.ts', import.meta.url);
  await servers.startDurableServers();
}
