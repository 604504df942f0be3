import { availableParallelism, cpus } from 'node:os';
import { before } from './before.mjs';
import { boot } from './boot.mjs';
import { connections } from './connections.mjs';
import { flood } from './flood.mjs';
import { fullStore } from './full-store.mjs';
import { instances } from './instances.mjs';
import { logins } from './logins.mjs';
import { me } from './me.mjs';
import { revocationCache } from './revocation-cache.mjs';
import { revocationDelay } from './revocation-delay.mjs';
import { stores } from './stores.mjs';
import { storm } from './storm.mjs';
import { tricks } from './tricks.mjs';

const BENCHMARKS = {
  me,
  logins,
  storm,
  stores,
  flood,
  connections,
  boot,
  before,
  tricks,
  instances,
  'full-store': fullStore,
  'revocation-cache': revocationCache,
  'revocation-delay': revocationDelay,
};

const print = (line) => process.stdout.write(`${line}\n`);

print(`Node ${process.version}, ${availableParallelism()} cores, ${cpus()[0]?.model.trim()}\n`);
print('| subject | baseline | ratio | target |');
print('|---|---|---|---|');
for (const name of process.argv.slice(2)) {
  for await (const { subject, baseline, ratio, atLeast, atMost } of await BENCHMARKS[name]()) {
    print(`| ${subject} | ${baseline} | ${ratio.toFixed(2)} | ${target({ atLeast, atMost })} |`);
  }
}

/** A benchmark without a target only informs. */
function target({ atLeast, atMost }) {
  if (atLeast !== undefined) return `>= ${atLeast}`;
  return atMost === undefined ? '' : `<= ${Number(atMost.toFixed(2))}`;
}
