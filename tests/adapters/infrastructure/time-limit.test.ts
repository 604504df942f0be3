import { jest } from '@jest/globals';
import { withTimeLimit } from '../../../src/infrastructure/time-limit.js';

beforeEach(() => {
  jest.useFakeTimers();
});

afterEach(() => {
  jest.useRealTimers();
});

describe('A call with a time limit', () => {
  it('settles as the call does, and leaves no timer behind', async () => {
    await expect(withTimeLimit(100, Promise.resolve('answer'))).resolves.toBe('answer');
    await expect(withTimeLimit(100, Promise.reject(new Error('refused')))).rejects.toThrow('refused');
    expect(jest.getTimerCount()).toBe(0);
  });

  it('rejects once the limit has passed', async () => {
    const outcome = expect(withTimeLimit(100, new Promise(() => {}))).rejects.toThrow(
      'no answer within 100 ms',
    );
    await jest.advanceTimersByTimeAsync(101);
    await outcome;
  });

  it('accepts an answer that had arrived before a busy process read it', async () => {
    const answer = new Promise((resolve) => {
      setTimeout(() => setImmediate(resolve, 'late'), 100);
    });
    const outcome = withTimeLimit(100, answer);
    await jest.advanceTimersByTimeAsync(101);
    await expect(outcome).resolves.toBe('late');
  });
});
