import { domainToUnicode } from 'node:url';
import { jest } from '@jest/globals';
import fc from 'fast-check';
import { InvalidValue } from '../../../../src/domain/shared/common.errors.js';
import { EmailAddress } from '../../../../src/domain/user/email-address.js';
import { canonicalDomain } from '../../../../src/domain/user/email-domain.js';
import { canonicalLocalPart } from '../../../../src/domain/user/email-local-part.js';
import { everyCodePoint } from '../../../support/code-points.js';
import { propertyRuns } from '../../../support/property-runs.js';

// A test of every letter can take long on a busy machine.
jest.setTimeout(60_000);

const invalid = expect.objectContaining({
  code: 'validation-failed',
  path: 'email',
  message: 'must be an e-mail address',
});

/** Default-ignorable code points that are letters or marks, and others. */
const HIDDEN = [
  '\u00ad',
  '\u034f',
  '\u115f',
  '\u17b4',
  '\u180b',
  '\u200b',
  '\u200c',
  '\u200d',
  '\u2060',
].concat(['\u3164', '\ufe0f', '\ufeff', '\uffa0', '\u{e0041}', '\u{e0100}']);

describe('EmailAddress', () => {
  it.each([
    ['Ada@Example.COM', 'ada@example.com'],
    ['jose\u0301@example.com', 'jos\u00e9@example.com'],
    ['A\u030A@example.com', '\u00e5@example.com'],
    ['GRÖSSE@МОСКВА.EXAMPLE', 'grösse@xn--80adxhks.example'],
    ["o'neil+news.!#$%&*/=?^_`{|}~-@mail-1.example.co", "o'neil+news.!#$%&*/=?^_`{|}~-@mail-1.example.co"],
    ['用户@例え.テスト', '用户@xn--r8jz45g.xn--zckzah'],
    ['1@2.x3', '1@2.x3'],
    ['a@1e3.1e3', 'a@1e3.1e3'],
    ['a@b--c.example', 'a@b--c.example'],
    ['a@mail-server.example', 'a@mail-server.example'],
    ['a@agency.xn--p1ai', 'a@agency.xn--p1ai'],
    ['a@XN--80ADXHKS.example', 'a@xn--80adxhks.example'],
    ['a@москва.example', 'a@xn--80adxhks.example'],
    ['a@ｅxample．com', 'a@example.com'],
    ['a@\u{1d404}xample.com', 'a@example.com'],
    ['a@straße.example', 'a@xn--strae-oqa.example'],
    ['a@STRAẞE.example', 'a@xn--strae-oqa.example'],
    ['a@BÜCHER.example', 'a@xn--bcher-kva.example'],
    ['a@ΝΊΚΟΣ-ΝΊΚΟΣ.example', 'a@xn----ulbb6bcndoe9af.example'],
    ['ΝΊΚΟΣ@example.com', 'νίκος@example.com'],
    ["ΝΊΚΟΣ.ΝΊΚΟΣ'ΝΊΚΟΣ1@example.com", "νίκος.νίκος'νίκος1@example.com"],
    ['Ꭰꭰ@example.com', 'ꭰꭰ@example.com'],
    ['K\u212a@example.com', 'kk@example.com'],
    ['नमस्ते@example.com', 'नमस्ते@example.com'],
    ['a@agency.to-go', 'a@agency.to-go'],
  ])('LG-05 writes %s in its canonical form', (raw, expected) => {
    expect(EmailAddress.parse(raw).value).toBe(expected);
    expect(`${EmailAddress.parse(raw)}`).toBe(expected);
  });

  it.each([
    '',
    'ada',
    '@example.com',
    'ada@',
    'ada@example',
    'ada@@example.com',
    'ada@example.com@example.com',
    ' ada@example.com',
    'ada@example.com ',
    'ada @example.com',
    'ada@exam ple.com',
    '.ada@example.com',
    'ada.@example.com',
    'a..da@example.com',
    'ada@.example.com',
    'ada@example.com.',
    'ada@example..com',
    'ada@-example.com',
    'ada@example-.com',
    'ada@example.-com',
    'ada@example.com-',
    'ada@exa_mple.com',
    'ada@example.c+m',
    'ada@example.c-!m',
    'ada@exa-!mple.com',
    '"ada"@example.com',
    'ada(comment)@example.com',
    'ada@[192.0.2.1]',
    'ada,bob@example.com',
    'ada;@example.com',
    'ada@example.com\n',
    'ada\r\nBcc: bob@example.com',
    'ada\u0000@example.com',
    'ada@example\u0007.com',
    '\u202Eada@example.com',
    '\ud800@example.com',
    '🙂@example.com',
    // A number is an address, however it is spelled.
    '1@2.3',
    'ada@127.0.0.1',
    'ada@10.20.30.40',
    'ada@127.1',
    'ada@0x7f.1',
    'ada@example.0x10',
    'ada@example.１',
    // What is no valid international label.
    'ada@xn--a.example',
    'ada@xn--abc.example',
    'ada@xn--abc-.example',
    'ada@xn--1.example',
    'ada@\u0301a.example',
    'ada@½.example',
    'ada@⑴.example',
    'ada@example.com:25',
    'ada@example.com/',
    'ada@ex%61mple.com',
    'ada@example。com',
    // Letters with another spelling before the @.
    'ａda@example.com',
    'ﬁ@example.com',
    'ſ@example.com',
    '²@example.com',
    'ﾆ@example.com',
    'maß@example.com',
    'ıl@example.com',
    'νίκοσ@example.com',
    'ςa@example.com',
    'ᾳ@example.com',
    'İsmet@example.com',
    'i\u0307smet@example.com',
    'ada＠example.com',
    ...HIDDEN.map((character) => `a${character}da@example.com`),
    ...HIDDEN.map((character) => `ada@exa${character}mple.com`),
  ])('LG-05 refuses %j', (raw) => {
    expect(EmailAddress.isValid(raw)).toBe(false);
    expect(() => EmailAddress.parse(raw)).toThrow(invalid);
  });

  it('LG-05 refuses more than 64 octets before the @', () => {
    expect(EmailAddress.isValid(`${'a'.repeat(64)}@example.com`)).toBe(true);
    expect(EmailAddress.isValid(`${'a'.repeat(65)}@example.com`)).toBe(false);
    expect(EmailAddress.isValid(`${'é'.repeat(32)}@example.com`)).toBe(true);
    expect(EmailAddress.isValid(`${'é'.repeat(32)}a@example.com`)).toBe(false);
  });

  it('LG-05 allows at most 254 octets in the canonical form', () => {
    const domainOf = (length: number) => `${'d'.repeat(length - 4)}.org`;
    expect(EmailAddress.isValid(`ada@${domainOf(250)}`)).toBe(true);
    expect(EmailAddress.isValid(`ada@${domainOf(251)}`)).toBe(false);
    expect(EmailAddress.isValid(`é@${domainOf(251)}`)).toBe(true);
    expect(EmailAddress.isValid(`é@${domainOf(252)}`)).toBe(false);
    // Each label is `xn--0cahehdf3d9ax8a`: 203 octets in all, and 211 if they were counted in Unicode.
    const domain = `${Array(10).fill('äöüéèàçñøå').join('.')}.org`;
    expect(EmailAddress.parse(`${'a'.repeat(50)}@${domain}`).value).toHaveLength(254);
    expect(EmailAddress.isValid(`${'a'.repeat(51)}@${domain}`)).toBe(false);
  });

  it('DS-02 refuses more than 254 UTF-16 units, even if the canonical form would be shorter', () => {
    const label = '\u{20000}'.repeat(40);
    expect(EmailAddress.isValid(`a@${label}.${label}.${label}.org`)).toBe(true);
    expect(EmailAddress.isValid(`a@${label}.${label}.${label}.${label}.org`)).toBe(false);
  });

  it('DS-02 refuses a hostile string of any length without backtracking', () => {
    expect(EmailAddress.isValid(`${'a.'.repeat(500_000)}@`)).toBe(false);
    expect(EmailAddress.isValid(`a@${'a-'.repeat(120)}`)).toBe(false);
  });

  it('DS-02 matches no pattern against a long string', () => {
    const test = jest.spyOn(RegExp.prototype, 'test');
    const isValid = EmailAddress.isValid(`ada@${'a'.repeat(1_000_000)}.com`);
    const { calls } = test.mock;
    test.mockRestore();
    expect({ isValid, calls }).toEqual({ isValid: false, calls: [] });
  });

  it('has a local part', () => {
    expect(EmailAddress.parse('Ada.Lovelace@example.com').localPart).toBe('ada.lovelace');
  });

  it('LG-05 has one form only: parsing it again changes nothing', () => {
    // Letters whose case or composition is out of the ordinary, marks that compose, and a few that are not.
    const letters = [...'azAZ09éÉİıΣσςſßẞﬁǅΩΩKÅÅᾼΏְ̊̇ͅͅ한가각ㄱ'];
    const word = fc.string({ unit: fc.constantFrom(...letters), minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(word, word, (local, domain) => {
        fc.pre(EmailAddress.isValid(`${local}@${domain}.example`));
        const { value } = EmailAddress.parse(`${local}@${domain}.example`);
        expect(EmailAddress.parse(value).value).toBe(value);
      }),
    );
  });

  it('LG-05 is the same for every spelling of one address', () => {
    const word = fc.string({ unit: fc.constantFrom(...'abzàéöñ'), minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(word, word, (local, domain) => {
        const address = `${local}@${domain}.example`;
        const spellings = [address, address.toUpperCase(), address.normalize('NFD')];
        expect(new Set(spellings.map((spelling) => EmailAddress.parse(spelling).value)).size).toBe(1);
      }),
    );
  });

  // Beyond the planes 0 to 3, no code point is a letter, and none but variation selectors is a mark.
  const letters = everyCodePoint(0x3ffff).match(/[\p{L}\p{M}\p{N}]/gu) ?? [];

  const softDotted = /\p{Soft_Dotted}/u;

  /** Every letter that changes with its case or its normalisation, or is shown with a dot. */
  const changeable = letters.filter(
    (letter) =>
      letter.toLowerCase() !== letter ||
      letter.toUpperCase() !== letter ||
      letter.normalize('NFKC') !== letter ||
      softDotted.test(letter),
  );

  /** The different spellings of an accepted text, which all have the same form. The form is one of them. */
  const spellings = (text: string, form: string) =>
    new Set([
      form,
      text.toUpperCase(),
      text.toLowerCase(),
      text.normalize('NFC'),
      text.normalize('NFD'),
      text.toUpperCase().normalize('NFD'),
    ]);

  /** Whether the text is accepted, and one of its spellings has another form, or none. */
  const hasOtherForm = (text: string, canonical: (raw: string) => string | undefined) => {
    const form = canonical(text);
    return form !== undefined && [...spellings(text, form)].some((other) => canonical(other) !== form);
  };

  const formOf = (raw: string) => (EmailAddress.isValid(raw) ? EmailAddress.parse(raw).value : undefined);

  it('LG-05 has one form for every case and composition of the part before the @', () => {
    const differing = changeable.flatMap((character) =>
      [character, `a${character}b`, `${character}\u0307`].filter((text) =>
        hasOtherForm(text, canonicalLocalPart),
      ),
    );
    expect(differing).toEqual([]);
  });

  it('LG-05 has one form wherever in a word a sigma or a dot stands', () => {
    const unit = fc.constantFrom(..."aAiIσςΣΆά1\u0307\u0301.-'");
    const accepted = fc
      .string({ unit, minLength: 1, maxLength: 8 })
      .filter((text) => EmailAddress.isValid(`${text}@a.b`));
    fc.assert(
      fc.property(accepted, (text) => {
        const { value: form, localPart } = EmailAddress.parse(`${text}@a.b`);
        const others = [localPart, text.toUpperCase(), text.normalize('NFD')];
        // JavaScript does not write a final sigma before a full stop, and the other sigma is refused there.
        const lowerCase = formOf(`${text.toLowerCase()}@a.b`) ?? form;
        const forms = [...others.map((other) => formOf(`${other}@a.b`)), lowerCase];
        expect(new Set(forms)).toEqual(new Set([form]));
      }),
      propertyRuns(500),
    );
  });

  it('LG-05 has one form for every case and composition of a domain, except for three distinct letters', () => {
    const differing = changeable.filter((character) =>
      hasOtherForm(`a${character}b.example`, canonicalDomain),
    );
    expect(differing.sort()).toEqual(['ß', 'ı', 'ς']);
  });

  it('LG-05 has one form for the international and the ASCII spelling of any domain', () => {
    const unit = fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz0123456789');
    const accepted = fc
      .string({ unit, minLength: 1, maxLength: 10 })
      .map((tail) => `xn--${tail}.example`)
      .filter((domain) => canonicalDomain(domain) !== undefined);
    fc.assert(
      fc.property(accepted, (ascii) => {
        // An emoji is a label in ASCII only.
        const unicodeForm = canonicalDomain(domainToUnicode(ascii)) ?? ascii;
        expect([canonicalDomain(ascii), unicodeForm]).toEqual([ascii, ascii]);
      }),
      propertyRuns(500),
    );
  });

  it('LG-05 is the same for texts that differ only in width, case or hidden characters', () => {
    const letter = fc.nat({ max: letters.length - 1 }).map((index) => letters[index] ?? '');
    const text = (maxLength: number) => fc.string({ unit: letter, minLength: 1, maxLength });
    const accepted = fc
      .tuple(text(3), text(1))
      .map(([local, domain]) => `${local}@${domain}.example`)
      .filter((address) => EmailAddress.isValid(address));
    fc.assert(
      fc.property(accepted, (address) => {
        const { value: form } = EmailAddress.parse(address);
        const isPlain =
          /^[^@]+@[a-z0-9.-]+$/.test(form) && !/[\p{C}\p{Default_Ignorable_Code_Point}]/u.test(form);
        expect({ form: formOf(form), isPlain }).toEqual({ form, isPlain: true });
      }),
      propertyRuns(500),
    );
  });

  it('equals itself in every spelling, and no other address', () => {
    const address = EmailAddress.parse('ada@bücher.example');
    expect(address.isSpelled('ADA@xn--bcher-kva.example')).toBe(true);
    expect(address.isSpelled('adb@bücher.example')).toBe(false);
    expect(address.isSpelled('nobody')).toBe(false);
  });

  it('is rehydrated as it was stored, without applying the current rules', () => {
    const stored = 'Straße@bücher.example';
    expect(EmailAddress.isValid(stored)).toBe(false);
    const address = EmailAddress.rehydrate(stored);
    expect(address.value).toBe(stored);
    expect(address.localPart).toBe('Straße');
    expect(address.isSpelled(stored)).toBe(true);
  });

  it('refuses or parses any string, and throws nothing but InvalidValue', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 0xffff })), (codeUnits) => {
        const raw = String.fromCharCode(...codeUnits);
        try {
          expect(EmailAddress.parse(raw).value).toContain('@');
        } catch (error) {
          expect(error).toBeInstanceOf(InvalidValue);
        }
      }),
    );
  });
});
