import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { NeededService } from '../needed-services.js';
import { findBinary } from '../servers/find-binary.js';
import { serverFolder, unprivilegedUser } from '../servers/server-folder.js';
import { ServerProcess } from '../servers/server-process.js';

export const nginx: NeededService & { readonly binary: string | undefined } = {
  name: 'nginx',
  hint: 'install nginx',
  binary: findBinary('nginx', ['/usr/sbin', '/usr/local/sbin']),
};

export interface NginxPlace {
  readonly port: number;
  /** The ports of the instances. */
  readonly instances: readonly number[];
  readonly folder: string;
}

export interface NginxRun {
  readonly folder: string;
  readonly user: ReturnType<typeof unprivilegedUser>;
  readonly configuration: string;
}

/** The configuration that compose.yaml mounts, with other addresses and folders. */
export function nginxConfiguration({ port, instances, folder }: NginxPlace): string {
  return readFileSync('deploy/nginx.conf', 'utf8')
    .replaceAll('/tmp/', `${folder}/`)
    .replace('listen 8080;', `listen 127.0.0.1:${port};`)
    .replace(/server api:3000 resolve (.*);/, (_server, options) =>
      instances.map((instance) => `server 127.0.0.1:${instance} ${options};`).join(' '),
    );
}

/** The command line of nginx for a configuration. It stays one process, so that a signal reaches all of it. */
export function nginxCommand(file: string): string[] {
  if (nginx.binary === undefined) throw new Error(`There is no nginx: ${nginx.hint}.`);
  return [nginx.binary, '-e', 'stderr', '-c', file, '-g', 'daemon off; master_process off;'];
}

export async function startNginx(place: Omit<NginxPlace, 'folder'>): Promise<ServerProcess> {
  const user = unprivilegedUser();
  const folder = await serverFolder('nginx', user);
  return runNginx({ folder, user, configuration: nginxConfiguration({ ...place, folder }) });
}

/** Starts nginx with a configuration, in a folder that it may write to. */
export async function runNginx({ folder, user, configuration }: NginxRun): Promise<ServerProcess> {
  const file = join(folder, 'nginx.conf');
  await writeFile(file, configuration.replace('error_log stderr warn', 'error_log stderr notice'));
  return ServerProcess.start({
    folder,
    command: nginxCommand(file),
    endSignal: 'KILL',
    // nginx writes this after it has begun to listen.
    ready: 'event method',
    user,
  });
}
