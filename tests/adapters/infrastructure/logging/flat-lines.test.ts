import fc from 'fast-check';
import { type LoggerOptions, pino } from 'pino';
import { flatLines } from '../../../../src/infrastructure/logging/flat-lines.js';
import { anyCodePoint } from '../../../support/code-points.js';

const time = () => ',"time":"2026-01-08T09:30:00.000Z"';
const OPTIONS: LoggerOptions = {
  base: null,
  timestamp: time,
  formatters: { level: (label) => ({ level: label }) },
};

/** Returns the line of pino without the hook, the lines of pino with the hook, and what the hook appends. */
function linesOf(fields: object, message: string) {
  const plain: string[] = [];
  pino(OPTIONS, { write: (line) => plain.push(line) }).warn(fields, message);
  const left: string[] = [];
  const appended: unknown[][] = [];
  const logMethod = flatLines(time, (...line) => appended.push(line));
  pino({ ...OPTIONS, hooks: { logMethod } }, { write: (line) => left.push(line) }).warn(fields, message);
  return { plain, left, appended };
}

describe('flatLines', () => {
  it('appends the line that pino would write, with its level and its fields', () => {
    const text = fc.string({ unit: anyCodePoint });
    const value = fc.oneof(
      text,
      fc.double(),
      fc.integer(),
      fc.boolean(),
      fc.constantFrom(null, undefined, Number.NaN),
    );
    fc.assert(
      fc.property(fc.dictionary(text, value, { noNullPrototype: true }), text, (fields, message) => {
        const { plain, left, appended } = linesOf(fields, message);
        expect(left).toEqual([]);
        expect(appended).toEqual([[plain[0], 40, fields]]);
      }),
    );
  });

  it.each([
    ['an error', new Error('broken')],
    ['an error in a field', { err: new Error('broken') }],
    ['a list', ['a']],
    ['an object in a field', { at: new Date(0) }],
    ['a large integer', { count: 1n }],
    ['a function', { call: () => {} }],
    ['a secret', { password: 'guarded' }],
  ])('leaves %s to pino', (_, fields) => {
    const { plain, left, appended } = linesOf(fields, 'message');
    expect(left).toEqual(plain);
    expect(appended).toEqual([]);
  });
});
