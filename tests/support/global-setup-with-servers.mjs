import { tsImport } from 'tsx/esm/api';
import compileSources from './global-setup.mjs';

/** The same, and starts the servers. They end with the run by themselves. */
export default async function setUp() {
  const { startServers } = await tsImport('./servers/start-servers.ts', import.meta.url);
  await Promise.all([compileSources(), startServers()]);
}
