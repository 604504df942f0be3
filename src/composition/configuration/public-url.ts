import { originOf } from '../../interfaces/http/origin-of.js';

const ANY_ADDRESS = ['0.0.0.0', '::'];

/** The names of this machine. Browsers send them in an origin as they were typed. */
const THIS_MACHINE = ['localhost', '127.0.0.1', '[::1]', '0.0.0.0', '[::]'];

/** A path prefix. It contains no character that must be escaped in a header, a script or the configuration of a proxy. */
const PREFIX = /^(?:\/[\w.~-]+)*$/;

/** Whether the value is a URL of the service, in the canonical spelling, which can be compared as a string. */
export function isPublicUrl(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const { protocol, origin, pathname } = new URL(value);
  const prefix = pathname === '/' ? '' : pathname;
  const isWeb = protocol === 'https:' || protocol === 'http:';
  return isWeb && PREFIX.test(prefix) && value === origin + prefix && !value.includes('*');
}

/** The URL of the service on its own machine, without a proxy. */
export function localUrl(host: string, port: number): string {
  return originOf(ANY_ADDRESS.includes(host) ? 'localhost' : host, port);
}

/** The origins of the pages that the service serves, such as its documentation. */
export function ownOrigins(publicUrl: string): string[] {
  const { protocol, port, hostname, origin } = new URL(publicUrl);
  if (!THIS_MACHINE.includes(hostname)) return [origin];
  return THIS_MACHINE.map((name) => new URL(`${protocol}//${name}:${port}`).origin);
}
