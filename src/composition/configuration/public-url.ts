import { originOf } from '../../interfaces/http/origin-of.js';

const ANY_ADDRESS = ['0.0.0.0', '::'];

/** The spellings of this machine that browsers send as they were typed. */
const THIS_MACHINE = ['localhost', '127.0.0.1', '[::1]', '0.0.0.0', '[::]'];

/** The segments of a path prefix. Nothing in them has to be escaped in a header, a script or a configuration of a proxy. */
const PREFIX = /^(?:\/[\w.~-]+)*$/;

/** The URL before every path of the service, in the one spelling that can be compared as a string. */
export function isPublicUrl(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const { protocol, origin, pathname } = new URL(value);
  const prefix = pathname === '/' ? '' : pathname;
  const isWeb = protocol === 'https:' || protocol === 'http:';
  return isWeb && PREFIX.test(prefix) && value === origin + prefix && !value.includes('*');
}

/** Where the service can be reached without a proxy, from the machine that it runs on. */
export function localUrl(host: string, port: number): string {
  return originOf(ANY_ADDRESS.includes(host) ? 'localhost' : host, port);
}

/** The origins of the pages that the service serves, such as its documentation. */
export function ownOrigins(publicUrl: string): string[] {
  const { protocol, port, hostname, origin } = new URL(publicUrl);
  if (!THIS_MACHINE.includes(hostname)) return [origin];
  return THIS_MACHINE.map((name) => new URL(`${protocol}//${name}:${port}`).origin);
}
