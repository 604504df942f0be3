import { isIPv4, isIPv6, SocketAddress } from 'node:net';

/** Longer than any spelling of an address. */
const MAX_LENGTH = 100;

/** An address as RFC 7239 §6 writes it: IPv6 in brackets, and a port after either. */
const IN_BRACKETS_OR_WITH_PORT = /^(?:\[([^\]]+)\]|([\d.]+))(?::\d{1,5})?$/;

const MAPPED = '::ffff:';

/**
 * The IP address that a connection or a proxy names, in one spelling for each address; undefined where it names none.
 *
 * Proxies write `192.0.2.1:4711`, `[2001:db8::1]:4711`, `"[2001:db8::1]"` or `::ffff:192.0.2.1` (RFC 4291 §2.5.5.2).
 * The zone of `fe80::1%eth0` means something to the host that wrote it only.
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
