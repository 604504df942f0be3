import { pathToFileURL } from 'node:url';
import { getMe } from './lib/get-me.mjs';
import { compileOnce, startProduct } from './lib/product.mjs';
import { inTurns } from './lib/rounds.mjs';
import { median, medianRatio } from './lib/statistics.mjs';

const ROUNDS = 20;
const LOAD = { connections: 32, duration: 1 };
const STARTS = 15;

/** What a change costs: GET /me and the start, held against the build of another checkout, which `BEFORE` names. */
export async function before() {
  const { BEFORE } = process.env;
  if (!BEFORE) throw new Error('Set BEFORE to the folder of another checkout that has a build.');
  const roots = [undefined, pathToFileURL(`${BEFORE}/`)];
  return [await compareRequests(roots), await compareStarts(roots)];
}

async function compareRequests(roots) {
  const servers = await Promise.all(roots.map((root) => startProduct({}, { root })));
  try {
    const measures = await Promise.all(servers.map((server) => getMe(server, LOAD)));
    for (const measure of measures) await measure();
    const [own, other] = await inTurns(ROUNDS, measures);
    return {
      subject: `GET /me, ${Math.round(median(own))}/s`,
      baseline: `the same before, ${Math.round(median(other))}/s`,
      ratio: medianRatio(own, other),
      atLeast: 0.97,
    };
  } finally {
    await Promise.all(servers.map((server) => server.stop()));
  }
}

async function compareStarts(roots) {
  const measures = roots.map((root) => async () => {
    const { bootMs, stop } = await startProduct({}, { root });
    await stop();
    return bootMs;
  });
  for (const root of roots) await compileOnce({}, { root });
  const [own, other] = await inTurns(STARTS, measures);
  return {
    subject: `start to first connection, ${Math.round(median(own))} ms`,
    baseline: `the same before, ${Math.round(median(other))} ms`,
    ratio: medianRatio(own, other),
    atMost: 1.05,
  };
}
