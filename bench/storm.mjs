import { load } from './lib/load.mjs';
import { accessToken, registerUsers, startUnlimitedProduct } from './lib/product.mjs';
import { median, medianRatio } from './lib/statistics.mjs';
import { CLIENTS, loginLoad, USERS } from './logins.mjs';

const ROUNDS = 8;
const SECONDS = 2;
const CONNECTIONS = 8;

/** How long the slowest hundredth of GET /me takes while many log in, beside how long it takes while nobody does. */
export async function storm() {
  const { url, stop } = await startUnlimitedProduct();
  try {
    // One who stays out of the storm, or the logins that follow would end their session.
    const [reader, ...users] = await registerUsers(url, 1 + USERS);
    const headers = { Authorization: `Bearer ${await accessToken(url, reader)}` };
    const measure = async () =>
      (await load({ url: `${url}/me`, headers, connections: CONNECTIONS, duration: SECONDS })).p99;
    await measure();

    const idle = [];
    const busy = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      idle.push(await measure());
      const [p99] = await Promise.all([measure(), load(loginLoad(url, users, SECONDS))]);
      busy.push(p99);
    }
    return [
      {
        subject: `p99 of GET /me while ${CLIENTS} clients log in, ${median(busy).toFixed(1)} ms`,
        baseline: `idle, ${median(idle).toFixed(1)} ms`,
        ratio: medianRatio(busy, idle),
        atMost: 3,
      },
    ];
  } finally {
    await stop();
  }
}
