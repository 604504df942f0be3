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

  /** The next call is in progress until the returned function is called. */
  const holdNextCall = () => {
    let finish = () => {};
    const end = new Promise<void>((resolve) => {
      finish = resolve;
    });
    refresh.mockImplementationOnce(() => end);
    return finish;
  };
  const pauses = (count: number) => jest.advanceTimersByTimeAsync(count * PAUSE_MS);

  it('calls immediately, and again after each pause', async () => {
    await refreshing.start();
    expect(refresh).toHaveBeenCalledTimes(1);
    await pauses(3);
    expect(refresh).toHaveBeenCalledTimes(4);
  });

  it('never calls while a call is in progress', async () => {
    await refreshing.start();
    const finish = holdNextCall();
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

  describe('when it is hastened', () => {
    const taking = (ms: number) => async () => clock.advance(ms);
    const pass = async (ms: number) => {
      clock.advance(ms);
      await jest.advanceTimersByTimeAsync(ms);
    };

    it('calls without a pause', async () => {
      await refreshing.start();
      refreshing.hasten();
      await pass(1);
      expect(refresh).toHaveBeenCalledTimes(2);
    });

    it('calls once for many reasons, and continues with its pauses', async () => {
      await refreshing.start();
      for (let reasons = 0; reasons < 100; reasons += 1) refreshing.hasten();
      await pass(PAUSE_MS - 1);
      expect(refresh).toHaveBeenCalledTimes(2);
      await pass(PAUSE_MS);
      expect(refresh).toHaveBeenCalledTimes(3);
    });

    it('calls again after the call that is in progress, which may have missed the reason', async () => {
      await refreshing.start();
      const finish = holdNextCall();
      await pass(PAUSE_MS);
      refreshing.hasten();
      await pass(1);
      expect(refresh).toHaveBeenCalledTimes(2);
      finish();
      await pass(10 * PAUSE_MS);
      expect(refresh.mock.calls.length).toBeGreaterThan(2);
    });

    it('calls for at most a tenth of the time', async () => {
      refresh.mockImplementation(taking(10));
      await refreshing.start();
      refreshing.hasten();
      await pass(89);
      expect(refresh).toHaveBeenCalledTimes(1);
      await pass(1);
      expect(refresh).toHaveBeenCalledTimes(2);
    });

    it('never waits for longer than a pause, however many reasons follow', async () => {
      refresh.mockImplementation(taking(10 * PAUSE_MS));
      await refreshing.start();
      for (let ms = 0; ms < PAUSE_MS; ms += 1) {
        refreshing.hasten();
        await pass(1);
      }
      expect(refresh).toHaveBeenCalledTimes(2);
    });

    it('does not call after it was stopped', async () => {
      await refreshing.start();
      await refreshing.stop();
      refreshing.hasten();
      await pass(PAUSE_MS);
      expect(refresh).toHaveBeenCalledTimes(1);
    });
  });
});
