import { tsImport } from 'tsx/esm/api';

/** Jest loads this file as it is, without the transform of the tests. */
export default async function setUp() {
  const { startServers } = await tsImport('./start-servers.ts', import.meta.url);
  await startServers();
}
