import { availableParallelism, cpus } from 'node:os';
import { before } from './before.mjs';
import { boot } from './boot.mjs';
import { connections } from './connections.mjs';
import { flood } from './flood.mjs';
import { logins } from './logins.mjs';
import { me } from './me.mjs';
import { revocationCache } from './revocation-cache.mjs';
import { storm } from './storm.mjs';
import { tricks } from './tricks.mjs';

const BENCHMARKS = {
  me,
  logins,
  storm,
  flood,
  connections,
  boot,
  before,
  tricks,
  'revocation-cache': revocationCache,
};

const print = (line) => process.stdout.write(`${line}\n`);

print(`Node ${process.version}, ${availableParallelism()} cores, ${cpus()[0]?.model.trim()}\n`);
print('| subject | baseline | ratio | target |');
print('|---|---|---|---|');
for (const name of process.argv.slice(2)) {
  for await (const { subject, baseline, ratio, atLeast, atMost } of await BENCHMARKS[name]()) {
    const target = atLeast === undefined ? `<= ${atMost}` : `>= ${atLeast}`;
    print(`| ${subject} | ${baseline} | ${ratio.toFixed(2)} | ${target} |`);
  }
}
