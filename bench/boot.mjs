import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compileOnce, startProduct } from './lib/product.mjs';
import { median } from './lib/statistics.mjs';

const STARTS = 11;
const TARGET_MS = 400;

/**
 * From the start of the process, on the stores that development takes by default, to its first connection; and, to tell how fast
 * the machine is, how long Node takes for nothing.
 */
export async function boot() {
  const folder = mkdtempSync(join(tmpdir(), 'boot-'));
  const stores = { PERSISTENCE: 'sql', REVOCATION: 'sql', DATABASE_URL: `file:${join(folder, 'boot.db')}` };
  await compileOnce({ NODE_ENV: 'test', ...stores });
  const times = [];
  const emptyTimes = [];
  for (let start = 0; start < STARTS; start += 1) {
    const { bootMs, stop } = await startProduct({ NODE_ENV: 'test', ...stores });
    times.push(bootMs);
    await stop();
    emptyTimes.push(await runNothing());
  }
  rmSync(folder, { recursive: true });
  const typical = median(times);
  return [
    {
      subject: `start to first connection, ${Math.round(typical)} ms`,
      baseline: `${TARGET_MS} ms (Node for an empty script: ${Math.round(median(emptyTimes))} ms)`,
      ratio: typical / TARGET_MS,
      atMost: 1,
    },
  ];
}

async function runNothing() {
  const startedAt = performance.now();
  await once(spawn(process.execPath, ['--eval', ''], { stdio: 'ignore' }), 'exit');
  return performance.now() - startedAt;
}
