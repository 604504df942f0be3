import { realpath } from 'node:fs/promises';
import { dirname } from 'node:path';
import { freePort } from '../free-port.js';
import { findBinary } from './find-binary.js';
import { serverFolder, unprivilegedUser } from './server-folder.js';
import { ServerProcess } from './server-process.js';
import type { StartServer } from './start-servers.js';

export const POSTGRES_FOLDERS = [
  '/usr/lib/postgresql/*/bin',
  '/usr/local/pgsql/bin',
  '/opt/homebrew/opt/postgresql@*/bin',
];

/** Every client on the loopback interface may access the server, because it contains only data of tests. */
const INITIALISE_AND_RUN = `
programs=$1
shift
[ -f PG_VERSION ] || "$programs/initdb" --pgdata . --username=postgres --auth=trust --encoding=UTF8 --locale=C --no-sync >/dev/null &&
exec "$programs/postgres" -D . "$@"
`;

const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '200',
};

/** Without fsync, a killed process loses no data. Only a power failure would. */
export const startPostgres: StartServer = () => start({ fsync: 'off' });

/** Acknowledged writes survive a power failure, too. */
export const startDurablePostgres: StartServer = () => start({ fsync: 'on' });

async function start(durability: Readonly<Record<string, string>>) {
  const binary = findBinary('postgres', POSTGRES_FOLDERS);
  if (binary === undefined) return undefined;
  const programs = dirname(await realpath(binary));
  const user = unprivilegedUser();
  const port = await freePort();
  const settings = Object.entries({ port, ...SETTINGS, ...durability }).flatMap(([name, value]) => [
    '-c',
    `${name}=${value}`,
  ]);
  const server = await ServerProcess.start({
    folder: await serverFolder('postgres', user),
    command: ['/bin/sh', '-c', INITIALISE_AND_RUN, 'sh', programs, ...settings],
    // A killed postmaster leaves shared memory behind.
    endSignal: 'QUIT',
    ready: 'database system is ready to accept connections',
    user,
  });
  return { url: `postgres://postgres@127.0.0.1:${port}/postgres`, binary, process: server };
}
