import { isNativeError } from 'node:util/types';
import { DependencyUnavailable } from '../../../src/domain/shared/common.errors.js';
import { eventually } from '../eventually.js';
import { type Harness, OUTAGES, type StoreUnderTest } from './harness.js';

/**
 * An adapter must give up on a silent store after half a second. This limit is longer, so that a busy machine causes no failure.
 * It is shorter than the limit of Jest, so that a failure names the call.
 */
const LIMIT_MS = 2_500;

type Calls = Readonly<Record<string, () => Promise<unknown>>>;

/**
 * The outage cases that the ports of all stores share: both kinds of outage, and the recovery. A store that needs no server has no
 * outages. Its only case fails if it opens a connection.
 */
export function outageCases<UnderTest extends StoreUnderTest>(
  requirement: string,
  harness: Harness<UnderTest>,
  underTest: () => UnderTest,
  callsOf: (underTest: UnderTest) => Calls,
): void {
  if (harness.cannot?.breakStore !== undefined) {
    it('needs no server that could be down', async () => {
      await Promise.all(Object.values(callsOf(underTest())).map((call) => call()));
      await eventually(async () => expect(openSockets()).toEqual([]));
    });
    return;
  }

  describe.each(OUTAGES)('while the store %s', (outage) => {
    const endings = async () => {
      const entries = Object.entries(callsOf(underTest()));
      return Object.fromEntries(
        await Promise.all(entries.map(async ([name, call]) => [name, await endingOf(call())])),
      );
    };
    const allAs = (ending: string) =>
      Object.fromEntries(Object.keys(callsOf(underTest())).map((name) => [name, ending]));

    afterEach(() => underTest().mend());

    it(`${requirement} rejects every call with DependencyUnavailable and its cause, in time`, async () => {
      await underTest().breakStore(outage);
      expect(await endings()).toEqual(allAs('unavailable'));
    });

    it(`${requirement} is not healthy`, async () => {
      await underTest().health();
      await underTest().breakStore(outage);
      expect(await endingOf(underTest().health())).toMatch(/unavailable|rejected/);
    });

    it(`${requirement} works again after the outage without a restart`, async () => {
      await underTest().breakStore(outage);
      await endings();
      await underTest().mend();
      await eventually(() => underTest().health());
      await eventually(async () => expect(await endings()).toEqual(allAs('resolved')));
    });
  });
}

/** The list may still contain a connection that was just closed. */
function openSockets(): string[] {
  return process.getActiveResourcesInfo().filter((resource) => /^TCP(Socket|Connect)Wrap$/.test(resource));
}

async function endingOf(call: Promise<unknown>): Promise<string> {
  let timer: NodeJS.Timeout | undefined;
  const hangs = new Promise<string>((resolve) => {
    timer = setTimeout(resolve, LIMIT_MS, 'hangs');
  });
  try {
    return await Promise.race([call.then(() => 'resolved', nameOf), hangs]);
  } finally {
    clearTimeout(timer);
  }
}

function nameOf(error: unknown): string {
  if (!(error instanceof DependencyUnavailable)) return `rejected with ${error}`;
  // Errors of Node come from another realm than the code of a test, so `instanceof Error` is false for them.
  return isNativeError(error.cause) ? 'unavailable' : 'unavailable without a cause';
}
