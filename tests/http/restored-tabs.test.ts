import { FakeClock } from '../support/fakes/fake-clock.js';
import { cookieOf, logInWithCookie, register, withCookie } from '../support/http/http-client.js';
import { refreshInTabs, type Tab } from '../support/http/tabs.js';
import { type Service, startService } from '../support/service/service.js';

/** A real store writes to its disk at every rotation, of which there are thousands. */
const RESTORATIONS = process.env['STORES'] ? 40 : 200;
const TABS = 12;
const WITHIN = 600;
const MAX_LATENCY = 300;

/** Pseudorandom numbers from 0 to `max`, the same at every run (xorshift). */
function numbers(seed: number) {
  let state = seed;
  return (max: number) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % (max + 1);
  };
}

describe('A browser that restores twelve tabs at once', () => {
  let clock: FakeClock;
  let service: Service;

  beforeAll(async () => {
    clock = new FakeClock(new Date());
    service = await startService({}, { clock });
  });
  afterAll(() => service.stop());

  it(`RT-06 RT-07 does not log its user out in any of ${RESTORATIONS} attempts`, async () => {
    const upTo = numbers(1);
    const account = await register(service);
    let rotations = 0;
    for (let restoration = 0; restoration < RESTORATIONS; restoration += 1) {
      const { refreshToken } = await logInWithCookie(service, account);
      const tabs: Tab[] = Array.from({ length: TABS }, () => ({
        sendsAt: upTo(WITHIN),
        uplink: upTo(MAX_LATENCY),
        downlink: upTo(MAX_LATENCY),
      }));
      const refresh = async (token: string) => {
        const response = await service.request.post('/auth/refresh').set(withCookie(token));
        expect(response.status).toBe(200);
        return cookieOf(response).value;
      };
      const advance = (ms: number) => clock.advance(ms);
      const { answers, jar } = await refreshInTabs({
        jar: refreshToken,
        tabs,
        inOrder: false,
        advance,
        refresh,
      });
      rotations += new Set(answers.map((answer) => answer.refreshToken)).size;
      await refresh(jar);
    }
    // Otherwise, no tab would have used the successor of another tab's token.
    expect(rotations).toBeGreaterThan(2 * RESTORATIONS);
  });
});
