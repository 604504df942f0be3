import { isIPv6 } from 'node:net';
import { z } from 'zod';

/** Where a server listens. The service prints its URL, so a URL must be able to contain it. */
export const host = () =>
  z.string().refine(isHost, 'must be a host name or an IP address, without brackets, a zone or a port');

function isHost(value: string): boolean {
  if (isIPv6(value)) return !value.includes('%');
  return /^[\w.-]+$/.test(value) && URL.canParse(`http://${value}`);
}
