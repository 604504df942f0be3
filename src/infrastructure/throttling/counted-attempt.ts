import { createHash } from 'node:crypto';
import type { LoginAttempt } from '../../domain/throttling/login-throttle.port.js';
import { clientNetworkOf } from '../client-network.js';

/** A login attempt in the form that the counters use. */
export interface CountedAttempt {
  readonly account: string;
  readonly network: string;
  readonly device: string | undefined;
}

/** The account is stored as a digest. So keys have a fixed length, and the store contains no e-mail addresses. */
export function toCounted({ account, ipAddress, device }: LoginAttempt): CountedAttempt {
  return {
    account: createHash('sha256').update(account.value).digest('base64url'),
    network: clientNetworkOf(ipAddress),
    device,
  };
}

/** The key under which failures are counted. It contains the known device, or the network if the device is not known. */
export function sourceOf({ account, network, device }: CountedAttempt): string {
  return `${account}|${device ?? network}`;
}
