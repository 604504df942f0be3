import { ContainerModule } from 'inversify';
import { ports } from '../../wiring/port-identifiers.js';
import { CachedRevocationStore } from './cached-revocation.store.js';
import { Listening } from './listening.js';
import { Refreshing } from './refreshing.js';

/** With several reads within the bound, a single slow or failed read does not make requests query the store. */
const READS_WITHIN_BOUND = 4;

/** Puts a copy in memory in front of the revocation store of any technology that binds a `RevocationFeed`. */
export function revocationCacheModule(maxStalenessMs: number): ContainerModule {
  let stop = async () => {};
  return new ContainerModule(({ onActivation, onDeactivation }) => {
    onActivation(ports.RevocationStore, async (context, store) => {
      const clock = context.get(ports.Clock);
      const feed = await context.getAsync(ports.RevocationFeed);
      const cached = new CachedRevocationStore(store, feed, clock, maxStalenessMs);
      const pauseMs = maxStalenessMs / READS_WITHIN_BOUND;
      const logger = context.get(ports.Logger);
      const refreshing = new Refreshing(() => cached.refresh(), pauseMs, logger, clock);
      const listening = new Listening(feed, () => refreshing.hasten(), logger);
      stop = async () => {
        await listening.stop();
        await refreshing.stop();
      };
      await refreshing.start();
      listening.start();
      return cached;
    });
    onDeactivation(ports.RevocationStore, () => stop());
  });
}
