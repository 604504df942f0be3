import { isIPv4, isIPv6, SocketAddress } from 'node:net';

/** More than the longest spelling of an address. */
const MAX_LENGTH = 100;

/** An address as in RFC 7239 §6: IPv6 in brackets, optionally with a port. */
const IN_BRACKETS_OR_WITH_PORT = /^(?:\[([^\]]+)\]|([\d.]+))(?::\d{1,5})?$/;

const MAPPED = '::ffff:';

/**
 * The IP address that a connection or a proxy reports, in canonical form. `undefined` if it reports none.
 *
 * Proxies write `192.0.2.1:4711`, `[2001:db8::1]:4711`, `"[2001:db8::1]"` or `::ffff:192.0.2.1` (RFC 4291 §2.5.5.2).
 * The zone of `fe80::1%eth0` has a meaning only on the host that reported it.
 */
export function addressIn(text: string): string | undefined {
  if (isIPv4(text)) return text;
  if (text.length > MAX_LENGTH) return undefined;
  const unquoted = text.replace(/^"(.*)"$/, '$1');
  const [, inBrackets, withPort] = IN_BRACKETS_OR_WITH_PORT.exec(unquoted) ?? [];
  const [address = ''] = (inBrackets ?? withPort ?? unquoted).split('%', 1);
  if (isIPv4(address)) return address;
  return isIPv6(address) ? canonical(address) : undefined;
}

function canonical(ipv6: string): string {
  const { address } = new SocketAddress({ address: ipv6, family: 'ipv6' });
  return address.startsWith(MAPPED) && address.includes('.') ? address.slice(MAPPED.length) : address;
}
