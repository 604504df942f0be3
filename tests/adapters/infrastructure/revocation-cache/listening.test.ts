import { jest } from '@jest/globals';
import { Listening } from '../../../../src/infrastructure/revocation-cache/listening.js';
import { RecordingLogger } from '../../../support/fakes/recording-logger.js';

const LOST = 'The store does not notify of revocations at the moment.';
const RETRY_PAUSE_MS = 1_000;

type Act = 'notify' | 'end' | Error;

/** Each call of `notifications` plays the next act list, and then waits until it is stopped. */
class ScriptedFeed {
  calls = 0;
  hasEnded = false;

  constructor(private readonly script: readonly (readonly Act[])[]) {}

  async *notifications(signal: AbortSignal): AsyncGenerator<void> {
    const acts = this.script[this.calls] ?? [];
    this.calls += 1;
    for (const act of acts) {
      if (act === 'end') return;
      if (act instanceof Error) throw act;
      yield;
    }
    await new Promise((resolve) => signal.addEventListener('abort', resolve));
    this.hasEnded = true;
  }
}

describe('Listening', () => {
  let logger: RecordingLogger;
  let onNotification: jest.Mock<() => void>;
  let listening: Listening;

  const listenTo = (...script: readonly (readonly Act[])[]) => {
    const feed = new ScriptedFeed(script);
    listening = new Listening(feed, onNotification, logger);
    listening.start();
    return feed;
  };
  const retries = (count: number) => jest.advanceTimersByTimeAsync(count * RETRY_PAUSE_MS);

  beforeEach(() => {
    jest.useFakeTimers();
    logger = new RecordingLogger();
    onNotification = jest.fn();
  });

  afterEach(async () => {
    await listening.stop();
    jest.useRealTimers();
  });

  it('passes each notification on', async () => {
    listenTo(['notify', 'notify', 'notify']);
    await retries(0);
    expect(onNotification).toHaveBeenCalledTimes(3);
    expect(logger.entries).toEqual([]);
  });

  it('listens again after each failure, and logs an outage once', async () => {
    const [one, other] = [new Error('one'), new Error('other')];
    const feed = listenTo(['notify', one], [one], [one], ['notify', other], ['notify']);
    await retries(10);
    expect(feed.calls).toBe(5);
    expect(onNotification).toHaveBeenCalledTimes(3);
    expect(logger.entries).toEqual([
      { level: 'info', fields: { err: one }, message: LOST },
      { level: 'info', fields: { err: other }, message: LOST },
    ]);
  });

  it('does not ask again a store that cannot notify', async () => {
    const feed = listenTo(['end']);
    await retries(10);
    expect(feed.calls).toBe(1);
  });

  it('stops while it waits for a notification', async () => {
    const feed = listenTo(['notify']);
    await retries(1);
    await listening.stop();
    expect(feed.hasEnded).toBe(true);
    await retries(10);
    expect(feed.calls).toBe(1);
  });

  it('stops while it waits for the next attempt', async () => {
    const feed = listenTo([new Error('away')]);
    await retries(0);
    await listening.stop();
    await retries(10);
    expect(feed.calls).toBe(1);
  });
});
