import fc from 'fast-check';
import { InvalidValue } from '../../../../src/domain/shared/common.errors.js';
import { EmailAddress } from '../../../../src/domain/user/email-address.js';

const invalid = expect.objectContaining({
  code: 'validation-failed',
  path: 'email',
  message: 'must be an e-mail address',
});

describe('EmailAddress', () => {
  it.each([
    ['Ada@Example.COM', 'ada@example.com'],
    ['jose\u0301@example.com', 'jos\u00e9@example.com'],
    ['A\u030A@example.com', '\u00e5@example.com'],
    ['GRÖSSE@МОСКВА.EXAMPLE', 'grösse@москва.example'],
    ["o'neil+news.!#$%&*/=?^_`{|}~-@mail-1.example.co", "o'neil+news.!#$%&*/=?^_`{|}~-@mail-1.example.co"],
    ['用户@例え.テスト', '用户@例え.テスト'],
    ['1@2.3', '1@2.3'],
    ['a@b--c.example', 'a@b--c.example'],
    ['a@mail-server.example', 'a@mail-server.example'],
    ['a@agency.xn--p1ai', 'a@agency.xn--p1ai'],
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
  ])('LG-05 refuses %j', (raw) => {
    expect(EmailAddress.isValid(raw)).toBe(false);
    expect(() => EmailAddress.parse(raw)).toThrow(invalid);
  });

  it('refuses more than 64 characters before the @', () => {
    expect(EmailAddress.isValid(`${'a'.repeat(64)}@example.com`)).toBe(true);
    expect(EmailAddress.isValid(`${'a'.repeat(65)}@example.com`)).toBe(false);
  });

  it('counts bytes of UTF-8 in the canonical form, 254 at most', () => {
    const domainOf = (length: number) => `${'d'.repeat(length - 4)}.org`;
    expect(EmailAddress.isValid(`ada@${domainOf(250)}`)).toBe(true);
    expect(EmailAddress.isValid(`ada@${domainOf(251)}`)).toBe(false);
    // 129 characters that are 257 bytes.
    expect(EmailAddress.isValid(`é@${'é'.repeat(122)}.org`)).toBe(true);
    expect(EmailAddress.isValid(`é@${'é'.repeat(125)}.org`)).toBe(false);
  });

  it('DS-02 says no to a hostile string, however long, before a pattern that backtracks would', () => {
    expect(EmailAddress.isValid(`${'a.'.repeat(500_000)}@`)).toBe(false);
    expect(EmailAddress.isValid(`a@${'a-'.repeat(120)}`)).toBe(false);
  });

  it('knows its local part', () => {
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
