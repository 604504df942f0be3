import { jest } from '@jest/globals';
import { type Logger, pino } from 'pino';
import {
  BoundedLogStream,
  MAX_WAITING,
  RETRY_MS,
} from '../../../../src/infrastructure/logging/bounded-log-stream.js';

type Done = (error: Error | null, taken: number) => void;

/** Longer than the part of the buffer for ordinary lines, and shorter than the buffer. */
const LONG = 'x'.repeat(MAX_WAITING * 0.6);

describe('BoundedLogStream', () => {
  /** The writes that the stream has begun. A test decides how each of them ends. */
  let writes: { readonly text: string; readonly done: Done }[];
  let dropped: number[];
  let stream: BoundedLogStream;
  let logger: Logger;

  beforeEach(() => {
    jest.useFakeTimers();
    writes = [];
    dropped = [];
    stream = new BoundedLogStream((bytes, done) => writes.push({ text: bytes.toString(), done }), {
      onDropped: (count) => dropped.push(count),
    });
    logger = pino({ base: null, timestamp: false }, stream);
  });
  afterEach(() => jest.useRealTimers());

  const info = (msg: string) => `{"level":30,"msg":"${msg}"}\n`;
  const nextTurn = () => jest.advanceTimersByTime(0);
  /** Ends the latest write. */
  const finish = (error: Error | null = null, taken = error ? 0 : Number.POSITIVE_INFINITY) =>
    writes.at(-1)?.done(error, taken);

  it('writes the lines of one turn together, and the next lines after them', () => {
    logger.info('one');
    logger.info('two');
    expect(writes).toEqual([]);
    nextTurn();
    expect(writes.map(({ text }) => text)).toEqual([info('one') + info('two')]);
    logger.info('three');
    nextTurn();
    expect(writes).toHaveLength(1);
    finish();
    expect(writes.map(({ text }) => text)).toEqual([info('one') + info('two'), info('three')]);
  });

  it('continues a write of which only a part was taken', () => {
    logger.info('ä message');
    nextTurn();
    finish(null, 15);
    expect(writes.at(-1)?.text).toBe(Buffer.from(info('ä message')).subarray(15).toString());
  });

  it('tries again later after a failure, and loses nothing that was kept', () => {
    logger.info('one');
    nextTurn();
    finish(new Error('ENOSPC'), 0);
    logger.info('two');
    jest.advanceTimersByTime(RETRY_MS - 1);
    expect(writes).toHaveLength(1);
    jest.advanceTimersByTime(1);
    finish();
    finish();
    expect(writes.map(({ text }) => text)).toEqual([info('one'), info('one'), info('two')]);
    expect({ dropped: stream.dropped, reports: dropped }).toEqual({ dropped: 0, reports: [] });
  });

  it('LOG-06 drops and counts lines when too many wait, and reports the number when all others are written', () => {
    logger.info('first');
    nextTurn();
    for (const message of [LONG, LONG, 'last']) logger.info(message);
    expect(stream.dropped).toBe(2);
    expect(dropped).toEqual([]);
    finish();
    finish();
    expect(writes.map(({ text }) => text)).toEqual([info('first'), info('last')]);
    expect(dropped).toEqual([2]);
    logger.info('next');
    nextTurn();
    finish();
    expect(dropped).toEqual([2]);
  });

  it('LOG-06 keeps audit events, warnings and errors where it drops other lines', () => {
    logger.info('first');
    nextTurn();
    logger.info(LONG);
    logger.warn('x'.repeat(MAX_WAITING * 0.3));
    logger.info({ audit: true }, 'x'.repeat(MAX_WAITING * 0.3));
    logger.info({ audit: 'of another kind' }, LONG);
    logger.error('x'.repeat(MAX_WAITING * 0.3));
    expect(stream.dropped).toBe(2);
    logger.error(LONG);
    expect(stream.dropped).toBe(3);
  });

  it('takes a line of any length while nothing waits', () => {
    logger.info('x'.repeat(MAX_WAITING * 2));
    expect(stream.dropped).toBe(0);
  });

  it('ends when everything is written, and that of lines that were dropped', async () => {
    const ended = jest.fn();
    logger.info('one');
    void stream.end(1_000).then(ended);
    nextTurn();
    finish();
    await Promise.resolve();
    await Promise.resolve();
    expect(ended).toHaveBeenCalled();
    expect(jest.getTimerCount()).toBe(0);
  });

  it('LOG-06 ends in time if the log cannot be written', async () => {
    logger.info('one');
    nextTurn();
    const ended = stream.end(1_000);
    jest.advanceTimersByTime(1_000);
    await expect(ended).resolves.toBeUndefined();
  });

  it('ends at once if there is nothing to write', async () => {
    await expect(stream.end(1_000)).resolves.toBeUndefined();
  });
});
