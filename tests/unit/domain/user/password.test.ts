import { inspect } from 'node:util';
import fc from 'fast-check';
import { Password } from '../../../../src/domain/user/password.js';
import { anyCodePoint } from '../../../support/code-points.js';

describe('Password', () => {
  it.each([
    '  two spaces at each end  ',
    'Case Matters And Stays',
    'a NUL \u0000 and what follows it',
    `${'x'.repeat(72)} and beyond what bcrypt reads`,
  ])('PW-04 keeps %j exactly as it is', (raw) => {
    expect(Password.parse(raw).reveal()).toBe(raw);
  });

  it('PW-04 treats the composed and the decomposed spelling as one password', () => {
    expect(Password.parse('cafe\u0301 crème ﬁn').reveal()).toBe(Password.parse('café crème fin').reveal());
  });

  it('PW-02 accepts at most 128 code points, whatever their UTF-16 length', () => {
    expect(Password.parse('🙂'.repeat(128)).length).toBe(128);
    expect(() => Password.parse('🙂'.repeat(129))).toThrow(
      expect.objectContaining({ code: 'validation-failed', path: 'password', message: Password.RULE }),
    );
    expect(() => Password.parse('x'.repeat(129))).toThrow('must be 1 to 128 Unicode characters');
  });

  it.each([
    ['ﬃ', 1],
    ['ﷺ', 1],
    ['e\u0301', 1],
    ['\u1112\u1161\u11ab', 1],
    [`a${'\u0301'.repeat(14)}`, 2],
    ['\u0301\u0302\u0303\u0304', 1],
    ['\u200b\u2060\u034f\ufe0f\u3164', 1],
    [`a${'\u200d\u0301'.repeat(20)}b`, 3],
    ['x\u0301y\u0301', 3],
    ['नमस्ते', 6],
    ['น้ำใจ', 5],
    ['🙂', 1],
    ['  ', 2],
  ])(
    'PW-01 counts the fewer of the code points typed and hashed, and marks in a row as one: %j',
    (raw, length) => {
      expect(Password.parse(raw).length).toBe(length);
    },
  );

  it('PW-01 is not made longer by repeated marks, hidden characters or another normal form', () => {
    const pile = fc.string({
      unit: fc.constantFrom('\u0301', '\u0327', '\u200b', '\ufe0f'),
      minLength: 1,
      maxLength: 12,
    });
    fc.assert(
      fc.property(
        fc.string({ unit: anyCodePoint, minLength: 1, maxLength: 12 }),
        pile,
        pile,
        (raw, one, other) => {
          const { length } = Password.parse(raw);
          expect(length).toBeLessThanOrEqual([...raw].length);
          expect(length).toBeLessThanOrEqual([...raw.normalize('NFKC')].length);
          expect(Password.parse(`${raw}${one}`).length).toBeLessThanOrEqual(length + 1);
          expect(Password.parse(`a${one}${other}`).length).toBeLessThanOrEqual(2);
        },
      ),
    );
  });

  it('PW-02 passes at most 128 code points to the hasher, however few were typed', () => {
    expect(Password.parse('ﬃ'.repeat(42)).reveal()).toHaveLength(126);
    expect(Password.isValid('ﬃ'.repeat(43))).toBe(false);
    expect(Password.isValid('ﷺ'.repeat(8))).toBe(false);
    fc.assert(
      fc.property(fc.string({ unit: anyCodePoint, minLength: 1, maxLength: 140 }), (raw) => {
        const isShort = [...raw].length <= 128 && [...raw.normalize('NFKC')].length <= 128;
        expect(Password.isValid(raw)).toBe(isShort);
      }),
    );
  });

  it('PW-02 accepts at most 128 typed code points, however few reach the hasher', () => {
    expect(Password.parse('e\u0301'.repeat(64)).reveal()).toHaveLength(64);
    expect(Password.isValid('e\u0301'.repeat(65))).toBe(false);
  });

  it('PW-02 counts each mark towards the maximum', () => {
    expect(Password.isValid(`x${'\u0301'.repeat(127)}`)).toBe(true);
    expect(Password.isValid(`x${'\u0301'.repeat(128)}`)).toBe(false);
  });

  it('refuses an empty password', () => {
    expect(Password.isValid('')).toBe(false);
    expect(Password.isValid(' ')).toBe(true);
  });

  it.each(['\ud800', 'a\udfffb', '\udc00\ud800'])('PW-05 refuses the lone surrogate in %j', (raw) => {
    expect(() => Password.parse(raw)).toThrow('must be 1 to 128 Unicode characters');
  });

  it('names its field in the error', () => {
    expect(() => Password.parse('', 'newPassword')).toThrow(expect.objectContaining({ path: 'newPassword' }));
  });

  it('LOG-01 shows its text to no logger', () => {
    const password = Password.parse('correct horse battery');
    const printed = [
      JSON.stringify({ password }),
      inspect(password, { depth: 5, showHidden: true }),
      `${password}`,
    ];
    expect(printed.join()).not.toContain('horse');
  });

  it('PW-04 is normalised once: its own text is the same password again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }), (raw) => {
        fc.pre(Password.isValid(raw));
        const text = Password.parse(raw).reveal();
        fc.pre(Password.isValid(text));
        expect(Password.parse(text).reveal()).toBe(text);
      }),
    );
  });

  it('PW-04 distinguishes all different ASCII passwords', () => {
    const ascii = fc.string({ minLength: 1, maxLength: 128 });
    fc.assert(
      fc.property(ascii, ascii, (one, other) => {
        expect(Password.parse(one).reveal() === Password.parse(other).reveal()).toBe(one === other);
      }),
    );
  });
});
