import { isIPv4, isIPv6 } from 'node:net';

/** The network of a client whose address is unknown. */
export const UNKNOWN_NETWORK = 'unknown';

/**
 * The network that one client controls: an IPv4 address, or the /64 of an IPv6 address, because a client can use a different
 * address of its /64 for every request. An IPv4-mapped IPv6 address (RFC 4291 §2.5.5.2) counts as the IPv4 address.
 */
export function clientNetworkOf(ipAddress: string | undefined): string {
  if (ipAddress === undefined) return UNKNOWN_NETWORK;
  const [address = ''] = ipAddress.split('%');
  if (isIPv4(address)) return address;
  if (!isIPv6(address)) return UNKNOWN_NETWORK;
  const groups = groupsOf(address);
  const [high = 0, low = 0] = groups.slice(6);
  const isMapped = groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff;
  if (isMapped) return [high >> 8, high & 0xff, low >> 8, low & 0xff].join('.');
  return `${groups
    .slice(0, 4)
    .map((group) => group.toString(16))
    .join(':')}::/64`;
}

/** The eight groups of an IPv6 address. The URL parser accepts every spelling and returns the canonical one. */
function groupsOf(address: string): number[] {
  const canonical = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const [head = [], tail = []] = canonical
    .split('::')
    .map((part) => part.split(':').filter((group) => group !== ''));
  const gap = Array.from({ length: 8 - head.length - tail.length }, () => '0');
  return [...head, ...gap, ...tail].map((group) => Number.parseInt(group, 16));
}
