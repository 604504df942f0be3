import { execFileSync } from 'node:child_process';
import { load } from './lib/load.mjs';
import { registerUsers, startProduct } from './lib/product.mjs';

const LOGINS = 500;
const SECONDS = 5;
const P99_LIMIT_MS = 100;
/** Four hashes at a time, and room for what the requests themselves take. */
const GROWTH_LIMIT_MIB = 4 * 19 + 100;
/** Right, wrong, limited, overloaded. */
const EXPECTED = [200, 401, 429, 503];

/** What becomes of everyone else, and of the memory, when 500 log in at the same time, again and again (DS-03). */
export async function flood() {
  const product = await startProduct({ NODE_ENV: 'test', THROTTLING: 'none' });
  try {
    const [login] = await registerUsers(product.url, 1);
    const health = () => load({ url: `${product.url}/health/live`, connections: 4, duration: SECONDS });
    await health();
    const before = residentMiB(product.pid);

    let isOver = false;
    const others = health().finally(() => {
      isOver = true;
    });
    let peak = before;
    while (!isOver) {
      await Promise.all(Array.from({ length: LOGINS }, () => logIn(product.url, login)));
      peak = Math.max(peak, residentMiB(product.pid));
    }
    const { p99 } = await others;
    return [
      {
        subject: `p99 of GET /health/live while ${LOGINS} log in at once, ${p99.toFixed(1)} ms`,
        baseline: `${P99_LIMIT_MS} ms`,
        ratio: p99 / P99_LIMIT_MS,
        atMost: 1,
      },
      {
        subject: `growth of the process meanwhile, ${Math.round(peak - before)} MiB`,
        baseline: `${GROWTH_LIMIT_MIB} MiB`,
        ratio: (peak - before) / GROWTH_LIMIT_MIB,
        atMost: 1,
      },
    ];
  } finally {
    await product.stop();
  }
}

async function logIn(url, body) {
  const headers = { 'Content-Type': 'application/json' };
  const response = await fetch(`${url}/auth/login`, { method: 'POST', headers, body });
  await response.arrayBuffer();
  if (!EXPECTED.includes(response.status)) throw new Error(`A login was answered with ${response.status}.`);
}

function residentMiB(pid) {
  return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)])) / 1_024;
}
