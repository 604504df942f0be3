import { unchanged } from '../../../../../src/infrastructure/connections/mongo/unchanged.js';

describe('unchanged', () => {
  it('returns a document that comes back as it is', () => {
    const document = {
      text: 'Ωmega 🦊 \u0000 \ud83e\udd8a',
      number: 4_294_967_296,
      endless: Number.POSITIVE_INFINITY,
      absent: null,
      is: true,
      at: new Date(0),
      list: ['one', { at: new Date(1) }],
    };
    expect(unchanged(document)).toBe(document);
  });

  it.each([
    ['an invalid date', new Date(Number.NaN)],
    ['undefined', undefined],
    ['half of a surrogate pair', 'fox \ud83e'],
    ['a bigint', 1n],
    ['a symbol', Symbol('one')],
    ['a function', () => {}],
    ['an invalid date in a list', [{ at: new Date(Number.NaN) }]],
    ['undefined in an object', { name: undefined }],
  ])('refuses %s, and names the field', (_what, value) => {
    expect(() => unchanged({ good: 1, field: value })).toThrow(
      new TypeError('MongoDB cannot store the field without changing it: field'),
    );
  });
});
