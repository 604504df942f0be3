import { randomUUID } from 'node:crypto';
import { InMemoryRevocationStore } from '../../dist/infrastructure/revocation/in-memory-revocation.store.js';
import { SystemClock } from '../../dist/infrastructure/system/system-clock.js';

/** Prints how many bytes so many revoked sessions take, whose tokens expire within a quarter of an hour. */
const [, , count] = process.argv;
const store = new InMemoryRevocationStore(new SystemClock());

globalThis.gc();
const before = process.memoryUsage().heapUsed;
for (let number = 0; number < Number(count); number += 1) {
  const until = new Date(Date.now() + (number % 900) * 1_000 + 60_000);
  await store.revoke([{ kind: 'session', sessionId: randomUUID() }], until);
}
globalThis.gc();
process.stdout.write(String(process.memoryUsage().heapUsed - before));
if (store.size === 0) throw new Error('Nothing is revoked.');
