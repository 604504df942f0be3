import { execFileSync } from 'node:child_process';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { serverFolder, unprivilegedUser } from '../servers/server-folder.js';
import type { ServerProcess } from '../servers/server-process.js';
import { nginxConfiguration, runNginx } from '../topology/start-nginx.js';

export interface FrontPlace {
  /** The port of nginx. */
  readonly port: number;
  /** The port of the service. */
  readonly service: number;
  /** The host of the service. */
  readonly host: string;
  /** The path prefix of the service. */
  readonly prefix: string;
}

/** `deploy/nginx.conf` with the changes that docs/deployment.md describes, a certificate and a path prefix, and a host of pages. */
function configurationOf({ port, service, host, prefix }: FrontPlace, folder: string): string {
  const tls = `listen 127.0.0.1:${port} ssl;
    ssl_certificate ${folder}/certificate.pem;
    ssl_certificate_key ${folder}/key.pem;`;
  const pages = `server {
    ${tls}
    server_name .test;
    root ${folder};
    default_type text/html;
  }`;
  return nginxConfiguration({ port, instances: [service], folder })
    .replace(`listen 127.0.0.1:${port};`, `${tls}\n    server_name ${host};`)
    .replace('location / {', `location ${prefix}/ {`)
    .replace('proxy_pass http://service;', 'proxy_pass http://service/;')
    .replace(/\}\s*$/, `${pages}\n}\n`);
}

/** Starts nginx with TLS in front of the service. Every other host below `.test` has the page of the tests. */
export async function startHttpsFront(place: FrontPlace): Promise<ServerProcess> {
  const user = unprivilegedUser();
  const folder = await serverFolder('https-front', user);
  const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')];
  const request = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
  const names = [
    '-days',
    '1',
    '-subj',
    '/CN=test',
    '-addext',
    'subjectAltName=DNS:*.shop.test,DNS:*.other.test',
  ];
  execFileSync('openssl', [...request, ...names, '-keyout', key, '-out', certificate], {
    stdio: 'pipe',
    ...user,
  });
  copyFileSync('tests/browser/page.html', join(folder, 'page.html'));
  return runNginx({ folder, user, configuration: configurationOf(place, folder) });
}
