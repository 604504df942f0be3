import { createHash } from 'node:crypto';
import type { LoginAttempt } from '../../domain/throttling/login-throttle.port.js';
import { clientNetworkOf } from '../client-network.js';

/** An attempt as the counters know it. */
export interface CountedAttempt {
  readonly account: string;
  readonly network: string;
  readonly device: string | undefined;
}

/** Digests are short whatever the address, and put no list of e-mail addresses into the store. */
export function toCounted({ account, ipAddress, device }: LoginAttempt): CountedAttempt {
  return {
    account: createHash('sha256').update(account.value).digest('base64url'),
    network: clientNetworkOf(ipAddress),
    device,
  };
}

/** Whose failures on the account these are: the device's, or where there is none, the network's. */
export function sourceOf({ account, network, device }: CountedAttempt): string {
  return `${account}|${device ?? network}`;
}
