import { randomUUID } from 'node:crypto';
import { tsImport } from 'tsx/esm/api';
import { PLACES } from './lib/places.mjs';
import { openStores } from './lib/stores.mjs';

/** Of each kind. */
const COUNT = 20_000;

/** So many calls at a time. */
const BATCH = 20;

const KINDS = ['user', 'session', 'revocation'];

// On real servers, as the tests find or start them.
const { startServers } = await tsImport('../tests/support/servers/start-servers.ts', import.meta.url);
await startServers();

const print = (cells) => process.stdout.write(`| ${cells.join(' | ')} |\n`);

print(['', ...KINDS]);
print(['', ...KINDS].map(() => '---'));
for (const [name, open] of Object.entries(PLACES)) {
  const place = await open();
  const used = await measure(place);
  await place.remove();
  print([name, ...KINDS.map((kind) => used.get(kind) ?? '')]);
}

async function measure({ settings, bytes, kinds = KINDS }) {
  const { keep, close } = await openStores(settings);
  // The user of each is one of these.
  const ids = Array.from({ length: COUNT }, () => randomUUID());
  const used = new Map();
  for (const kind of kinds) {
    const before = await bytes();
    for (let start = 0; start < COUNT; start += BATCH) {
      await Promise.all(ids.slice(start, start + BATCH).map(keep[kind]));
    }
    used.set(kind, Math.round(((await bytes()) - before) / COUNT));
  }
  await close();
  return used;
}
