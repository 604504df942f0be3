import { inspect } from 'node:util';
import fc from 'fast-check';
import { Password } from '../../../../src/domain/user/password.js';

describe('Password', () => {
  it.each([
    '  two spaces at each end  ',
    'Case Matters And Stays',
    'a NUL \u0000 and what follows it',
    `${'x'.repeat(72)} and beyond what bcrypt reads`,
  ])('PW-04 keeps %j exactly as it is', (raw) => {
    expect(Password.parse(raw).reveal()).toBe(raw);
  });

  it('PW-04 takes the composed and the decomposed spelling for one password', () => {
    expect(Password.parse('cafe\u0301 crème ﬁn').reveal()).toBe(Password.parse('café crème fin').reveal());
  });

  it('PW-02 takes 128 code points and no more, whatever their UTF-16 length', () => {
    expect(Password.parse('🙂'.repeat(128)).length).toBe(128);
    expect(() => Password.parse('🙂'.repeat(129))).toThrow(
      expect.objectContaining({ code: 'validation-failed', path: 'password', message: Password.RULE }),
    );
    expect(() => Password.parse('x'.repeat(129))).toThrow('must be 1 to 128 Unicode characters');
  });

  it('PW-01 counts code points as typed, not after normalisation', () => {
    expect(Password.parse('ﬃ').length).toBe(1);
  });

  it('refuses nothing at all', () => {
    expect(Password.isValid('')).toBe(false);
    expect(Password.isValid(' ')).toBe(true);
  });

  it.each(['\ud800', 'a\udfffb', '\udc00\ud800'])('PW-05 refuses the lone surrogate in %j', (raw) => {
    expect(() => Password.parse(raw)).toThrow('must be 1 to 128 Unicode characters');
  });

  it('names the field it came from', () => {
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

  it('PW-04 keeps ASCII passwords apart that differ in anything', () => {
    const ascii = fc.string({ minLength: 1, maxLength: 128 });
    fc.assert(
      fc.property(ascii, ascii, (one, other) => {
        expect(Password.parse(one).reveal() === Password.parse(other).reveal()).toBe(one === other);
      }),
    );
  });
});
