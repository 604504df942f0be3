import { AsyncLocalStorage } from 'node:async_hooks';

/**
 * Jest runs this file before each test file, in the process of its worker.
 *
 * Each test file leaves an `AsyncLocalStorage` of Jest behind. Before Node 24, every one of them slows down all later promises of
 * the process, to a hundredth of their speed after a hundred files. So those of earlier files are disabled.
 */
const USED = Symbol.for('tests.used-async-storages');

const watched: typeof AsyncLocalStorage & { [USED]?: Set<AsyncLocalStorage<unknown>> } = AsyncLocalStorage;

watched[USED] ??= watch();
for (const storage of watched[USED]) storage.disable();
watched[USED].clear();

/** Collects the storages that are used from now on. */
function watch(): Set<AsyncLocalStorage<unknown>> {
  const used = new Set<AsyncLocalStorage<unknown>>();
  AsyncLocalStorage.prototype.run = new Proxy(AsyncLocalStorage.prototype.run, {
    apply: (run, storage: AsyncLocalStorage<unknown>, parameters) => {
      used.add(storage);
      return Reflect.apply(run, storage, parameters);
    },
  });
  return used;
}
