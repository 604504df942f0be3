import {
  DISPLAY_NAME_RULE,
  isDisplayName,
  parseDisplayName,
} from '../../../../src/domain/user/display-name.js';

describe('a display name', () => {
  it.each([
    'Ada',
    'Ἀριστοτέλης',
    '山田 太郎',
    "Conan O'Brien",
    '👩‍💻',
    '<script>',
    ' Ada ',
    '葛\u{e0100}城',
    'می\u200cخواهم',
    '❤\ufe0f',
  ])('may be %j', (raw) => {
    expect(parseDisplayName(raw)).toBe(raw.normalize('NFC'));
  });

  it('is kept in NFC', () => {
    expect(parseDisplayName('Rene\u0301')).toBe('Ren\u00e9');
  });

  it('has 1 to 100 code points', () => {
    expect(isDisplayName('')).toBe(false);
    expect(isDisplayName('🙂'.repeat(100))).toBe(true);
    expect(isDisplayName('🙂'.repeat(101))).toBe(false);
  });

  it.each([
    '   ',
    '\u00a0',
    'line\nbreak',
    'tab\there',
    'NUL\u0000',
    '\u0085',
    'esc\u001b[31m',
    '\ud800',
    '\u200b',
    '\u200d \u0301',
    '\u202eevil',
    'a\u2066b\u2069',
    'line\u2028break',
    'paragraph\u2029break',
    'Ad\u200ba',
    'Ada\u200f',
    'A\u034fda',
    'A\u00adda',
    '\u3164',
    'Ada\uffa0',
    'Ada\u{e0041}',
    '\ufe0f',
  ])('LOG-03 may not be %j', (raw) => {
    expect(() => parseDisplayName(raw)).toThrow(
      expect.objectContaining({ code: 'validation-failed', path: 'name', message: DISPLAY_NAME_RULE }),
    );
  });

  it('states its rule', () => {
    expect(DISPLAY_NAME_RULE).toBe(
      'must be 1 to 100 characters, not blank, without control or invisible characters',
    );
  });
});
