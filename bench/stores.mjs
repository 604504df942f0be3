import { cpuStopwatch } from './lib/cpu-time.mjs';
import { startDurableServers } from './lib/durable-servers.mjs';
import { getMe } from './lib/get-me.mjs';
import { startProduct } from './lib/product.mjs';
import { inTurns } from './lib/rounds.mjs';
import { openStack } from './lib/stacks.mjs';
import { median, medianRatio } from './lib/statistics.mjs';

const ROUNDS = Number(process.env['ROUNDS'] ?? 20);
const LOAD = { connections: 32, duration: 1 };

/** Without a target, the ratio only tells what the round trips to the store take. */
const SUBJECTS = [
  { name: 'revocations in Redis', stack: ['Redis'] },
  {
    name: 'a copy of the revocations in Redis',
    stack: ['Redis'],
    settings: { REVOCATION_CACHE: 'on' },
    target: 0.95,
  },
  { name: 'users and revocations in SQLite', stack: ['SQLite file'] },
];

/** GET /me on real stores, beside the same with everything in memory. */
export async function stores() {
  await startDurableServers();
  const places = await Promise.all([[], ...SUBJECTS.map(({ stack }) => stack)].map(openStack));
  const services = await Promise.all(
    places.map(({ settings }, index) =>
      startProduct({ NODE_ENV: 'test', ...settings, ...SUBJECTS[index - 1]?.settings, THROTTLING: 'none' }),
    ),
  );
  try {
    const measures = await Promise.all(services.map(measureOf));
    await inTurns(1, measures);
    const [inMemory, ...others] = await inTurns(ROUNDS, measures);
    return SUBJECTS.flatMap((subject, index) => rowsOf(subject, others[index], inMemory));
  } finally {
    await Promise.all(services.map(({ stop }) => stop()));
    await Promise.all(places.map(({ remove }) => remove()));
  }
}

/** Measures the rate, and the microseconds of CPU time that the service takes for a request. */
async function measureOf(service) {
  const measure = await getMe(service, LOAD);
  return async () => {
    const stop = cpuStopwatch();
    const perSecond = await measure();
    const cpu = (stop().ofProcess(service.pid) * 1_000) / (perSecond * LOAD.duration);
    return { perSecond, cpu };
  };
}

function rowsOf({ name, target }, results, baseline) {
  const [rates, ownRates] = [results, baseline].map((all) => all.map(({ perSecond }) => perSecond));
  const [cpu, ownCpu] = [results, baseline].map((all) => all.map((each) => each.cpu));
  return [
    {
      subject: `GET /me with ${name}, ${Math.round(median(rates))}/s`,
      baseline: `everything in memory, ${Math.round(median(ownRates))}/s`,
      ratio: medianRatio(rates, ownRates),
      atLeast: target,
    },
    {
      subject: `CPU time of the service for that, ${Math.round(median(cpu))} µs`,
      baseline: `everything in memory, ${Math.round(median(ownCpu))} µs`,
      ratio: medianRatio(cpu, ownCpu),
      atMost: target && 1 / target,
    },
  ];
}
