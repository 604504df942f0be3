import { isIP } from 'node:net';
import type { TrustedProxies } from '../../interfaces/http/trusted-proxies.js';

/** An unlimited `true` is refused: with it, any client could choose its own address (ASVS 4.1.3). */
export function isTrustedProxies(value: string): boolean {
  if (value === 'false' || /^\d{1,2}$/.test(value)) return true;
  return value.split(',').every((member) => isNetwork(member.trim()));
}

/** Parses a value that `isTrustedProxies` accepts. */
export function toTrustedProxies(value: string): TrustedProxies {
  if (value === 'false' || Number(value) === 0) return false;
  return /^\d+$/.test(value) ? Number(value) : value.split(',').map((network) => network.trim());
}

/** An address, a network in CIDR notation that is not all addresses, or one of the names that Express knows. */
function isNetwork(text: string): boolean {
  if (NAMED_NETWORKS.includes(text)) return true;
  const [address = '', prefix = '1', ...rest] = text.split('/');
  const bits = ADDRESS_BITS[isIP(address)] ?? 0;
  const length = /^\d{1,3}$/.test(prefix) ? Number(prefix) : 0;
  return rest.length === 0 && !address.includes('%') && length >= 1 && length <= bits;
}

/** The number of bits by the result of `isIP`. */
const ADDRESS_BITS: Readonly<Record<number, number>> = { 4: 32, 6: 128 };

const NAMED_NETWORKS = ['loopback', 'linklocal', 'uniquelocal'];
