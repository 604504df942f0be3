import { descriptorLimit } from '../infrastructure/system/descriptor-limit.js';
import type { ConnectionBounds } from '../interfaces/http/server/open-connections.js';
import type { Configuration } from './configuration/load-configuration.js';

/** The other descriptors are reserved for stores, files and the log. */
const SHARE_OF_DESCRIPTORS = 3 / 4;
const MOST_BY_DEFAULT = 10_000;

/** Many people can share one address, but one address must not use up all connections. */
const SHARE_OF_ONE_NETWORK = 1 / 3;
const MOST_OF_ONE_NETWORK_BY_DEFAULT = 1_000;

type Settings = Pick<Configuration, 'MAX_CONNECTIONS' | 'MAX_CONNECTIONS_PER_ADDRESS'>;

export function connectionBounds(settings: Settings, descriptors = descriptorLimit()): ConnectionBounds {
  const total = settings.MAX_CONNECTIONS ?? share(descriptors, SHARE_OF_DESCRIPTORS, MOST_BY_DEFAULT);
  const perNetwork =
    settings.MAX_CONNECTIONS_PER_ADDRESS ??
    share(total, SHARE_OF_ONE_NETWORK, MOST_OF_ONE_NETWORK_BY_DEFAULT);
  return { total, perNetwork };
}

function share(whole: number, part: number, most: number): number {
  return Math.max(1, Math.min(most, Math.floor(whole * part)));
}
