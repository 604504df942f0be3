import { startProduct } from './lib/product.mjs';
import { median } from './lib/statistics.mjs';

const STARTS = 11;
const TARGET_MS = 400;

/** From the start of the process to its first connection. */
export async function boot() {
  const times = [];
  for (let start = 0; start < STARTS; start += 1) {
    const { bootMs, stop } = await startProduct();
    times.push(bootMs);
    await stop();
  }
  const typical = median(times);
  return [
    {
      subject: `start to first connection, ${Math.round(typical)} ms`,
      baseline: `${TARGET_MS} ms`,
      ratio: typical / TARGET_MS,
      atMost: 1,
    },
  ];
}
