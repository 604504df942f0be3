import { setImmediate } from 'node:timers/promises';
import { startDurableServers } from './lib/durable-servers.mjs';
import { accessToken, registerUsers, startUnlimitedProduct } from './lib/product.mjs';
import { inTurns } from './lib/rounds.mjs';
import { openStack, STACKS } from './lib/stacks.mjs';
import { median, medianRatio } from './lib/statistics.mjs';

const ROUNDS = Number(process.env.ROUNDS ?? 30);
const POLLED = 'SQLite';
const NOTIFYING = ['PostgreSQL', 'PostgreSQL + Redis'];

/**
 * Two instances with copies of the revocations of one store. The time from the answer to a logout at one of them until the other
 * refuses the token: with stores that notify, beside a store that is only polled.
 */
export async function revocationDelay() {
  await startDurableServers();
  const pairs = [];
  try {
    for (const stack of [POLLED, ...NOTIFYING]) pairs.push(await startPair(stack));
    const measures = pairs.map(({ delay }) => delay);
    await inTurns(1, measures);
    const [polled, ...notified] = await inTurns(ROUNDS, measures);
    return notified.map((delays, index) => ({
      subject: `time until another instance refuses, ${NOTIFYING[index]}, ${inMs(delays)}`,
      baseline: `polled only (${POLLED}), ${inMs(polled)}`,
      ratio: medianRatio(delays, polled),
      atMost: 0.2,
    }));
  } finally {
    await Promise.all(pairs.map(({ stop }) => stop()));
  }
}

async function startPair(stack) {
  const { settings, remove } = await openStack(STACKS[stack]);
  const copied = { ...settings, THROTTLING: 'none', REVOCATION_CACHE: 'on' };
  const one = await startUnlimitedProduct(copied);
  const other = await startUnlimitedProduct(copied);
  const [login] = await registerUsers(one.url, 1);
  return {
    delay: async () => {
      const headers = { Authorization: `Bearer ${await accessToken(one.url, login)}` };
      const statusAtOther = async () => (await fetch(`${other.url}/me`, { headers })).status;
      if ((await statusAtOther()) !== 200) throw new Error(`${stack}: the token is not accepted.`);
      const { ok } = await fetch(`${one.url}/auth/logout`, { method: 'POST', headers });
      if (!ok) throw new Error(`${stack}: the logout failed.`);
      const begin = performance.now();
      while ((await statusAtOther()) === 200) await setImmediate();
      return performance.now() - begin;
    },
    stop: async () => {
      await Promise.all([one.stop(), other.stop()]);
      await remove();
    },
  };
}

const inMs = (delays) => `${median(delays).toFixed(1)} ms`;
