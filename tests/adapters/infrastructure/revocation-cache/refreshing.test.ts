import { jest } from '@jest/globals';
import { Refreshing } from '../../../../src/infrastructure/revocation-cache/refreshing.js';
import { FakeClock } from '../../../support/fakes/fake-clock.js';
import { RecordingLogger } from '../../../support/fakes/recording-logger.js';

const PAUSE_MS = 250;

describe('Refreshing', () => {
  let clock: FakeClock;
  let logger: RecordingLogger;
  let refresh: jest.Mock<() => Promise<void>>;
  let refreshing: Refreshing;

  beforeEach(() => {
    jest.useFakeTimers();
    clock = new FakeClock();
    logger = new RecordingLogger();
    refresh = jest.fn(async () => {});
    refreshing = new Refreshing(refresh, PAUSE_MS, logger, clock);
  });

  afterEach(async () => {
    await refreshing.stop();
    jest.useRealTimers();
  });

  const pauses = (count: number) => jest.advanceTimersByTimeAsync(count * PAUSE_MS);

  it('calls immediately, and again after each pause', async () => {
    await refreshing.start();
    expect(refresh).toHaveBeenCalledTimes(1);
    await pauses(3);
    expect(refresh).toHaveBeenCalledTimes(4);
  });

  it('never calls while a call is in progress', async () => {
    await refreshing.start();
    let finish = () => {};
    refresh.mockImplementationOnce(
      () =>
        new Promise((resolve) => {
          finish = resolve;
        }),
    );
    await pauses(10);
    expect(refresh).toHaveBeenCalledTimes(2);
    finish();
    await pauses(1);
    expect(refresh).toHaveBeenCalledTimes(3);
  });

  it('continues through an outage, and logs its start and its end', async () => {
    const error = new Error('away');
    refresh.mockRejectedValueOnce(error).mockRejectedValueOnce(error).mockRejectedValueOnce(error);
    await refreshing.start();
    clock.advance(2 * PAUSE_MS);
    await pauses(5);
    expect(logger.entries).toEqual([
      {
        level: 'warn',
        fields: { err: error },
        message: 'The copy of the revocations cannot be updated. Requests query the store.',
      },
      {
        level: 'warn',
        fields: { downMs: 2 * PAUSE_MS },
        message: 'The copy of the revocations is updated again.',
      },
    ]);
  });

  it('stops calling, and waits for the call that is in progress', async () => {
    await refreshing.start();
    let isOver = false;
    refresh.mockImplementationOnce(async () => {
      await Promise.resolve();
      isOver = true;
    });
    await pauses(1);
    await refreshing.stop();
    expect(isOver).toBe(true);
    await pauses(5);
    expect(refresh).toHaveBeenCalledTimes(2);
  });
});
