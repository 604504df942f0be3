import { BlockList, isIPv4 } from 'node:net';
import { addressIn } from './forwarded-address.js';

/** The value of `TRUST_PROXY`: no proxy, a number of consecutive proxies, or a list of networks. */
export type TrustedProxies = false | number | readonly string[];

/**
 * Whether a hop is a proxy that is trusted to report the address of the hop before it.
 * @param hop 0 for the peer of the connection, 1 for the address that the peer reports, and so on
 */
export type TrustsHop = (address: string, hop: number) => boolean;

const NAMED_NETWORKS: Readonly<Record<string, readonly string[]>> = {
  loopback: ['127.0.0.0/8', '::1'],
  linklocal: ['169.254.0.0/16', 'fe80::/10'],
  uniquelocal: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7'],
};

export function trustsHop(trusted: TrustedProxies): TrustsHop {
  if (trusted === false) return () => false;
  if (typeof trusted === 'number') return (_address, hop) => hop < trusted;
  const networks = toBlockList(trusted.flatMap((name) => NAMED_NETWORKS[name] ?? name));
  return (text) => {
    const address = addressIn(text);
    return address !== undefined && networks.check(address, familyOf(address));
  };
}

function toBlockList(networks: readonly string[]): BlockList {
  const list = new BlockList();
  for (const network of networks) {
    const [address = '', prefix] = network.split('/');
    if (prefix === undefined) list.addAddress(address, familyOf(address));
    else list.addSubnet(address, Number(prefix), familyOf(address));
  }
  return list;
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIPv4(address) ? 'ipv4' : 'ipv6';
}
