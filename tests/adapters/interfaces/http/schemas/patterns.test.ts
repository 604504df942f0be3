import fc from 'fast-check';
import { isDisplayName } from '../../../../../src/domain/user/display-name.js';
import { EmailAddress } from '../../../../../src/domain/user/email-address.js';
import { DISPLAY_NAME_PATTERN, EMAIL_PATTERN } from '../../../../../src/interfaces/http/schemas/patterns.js';
import { anyCodePoint, everyCodePoint } from '../../../../support/code-points.js';

const ADDRESS = new RegExp(EMAIL_PATTERN, 'u');
const NAME = new RegExp(DISPLAY_NAME_PATTERN, 'u');

/** Text that is often nearly an address. */
const nearlyAddresses = fc
  .tuple(
    fc.string({ unit: fc.constantFrom(...'ab1-._+é'), minLength: 1, maxLength: 6 }),
    fc.constantFrom('@', '@', '@', '', '@@'),
    fc.string({ unit: fc.constantFrom(...'ab1-.é_'), minLength: 1, maxLength: 8 }),
    fc.constantFrom('', '.org', '.de', '.1', '.a1'),
  )
  .map((parts) => parts.join(''));

/** Letters, marks, joiners and emoji, which the rule of names treats in different ways. */
const NOTABLE = [...'aZé-.’ शखक👩💻❤🇩🇪', '\u094d', '\u0301', '\u200c', '\u200d', '\ufe0f', '\u20e3'];

const names = fc.oneof(
  fc.string({ unit: anyCodePoint }),
  fc.string({ unit: fc.constantFrom(...NOTABLE), maxLength: 6 }),
  fc.string(),
);

describe('The pattern of addresses', () => {
  it('allows only what is accepted', () => {
    fc.assert(
      fc.property(nearlyAddresses, (text) => !ADDRESS.test(text) || EmailAddress.isValid(text)),
      { numRuns: 2_000 },
    );
  });

  it('allows every address whose top-level domain starts with a letter', () => {
    fc.assert(
      fc.property(
        fc.oneof(nearlyAddresses, fc.emailAddress()),
        (text) => ADDRESS.test(text) || !EmailAddress.isValid(text) || /\.[^.\p{L}][^.]*$/u.test(text),
      ),
      { numRuns: 2_000 },
    );
  });

  it.each([
    'ada@example.com',
    'o’hara@example.com',
    'ADA@EXAMPLE.COM',
    'jörg@exämple.de',
    'a@b.c',
    '用户@例子.广告',
  ])('agrees with the rule on %s', (text) => expect(ADDRESS.test(text)).toBe(EmailAddress.isValid(text)));
});

describe('The pattern of names', () => {
  it('allows only what is accepted', () => {
    fc.assert(
      fc.property(names, (text) => !NAME.test(text) || [...text].length > 100 || isDisplayName(text)),
      { numRuns: 2_000 },
    );
  });

  it('allows no letter that is refused', () => {
    const isRefused = (letter: string) => NAME.test(`a${letter}`) && !isDisplayName(`a${letter}`);
    expect([...everyCodePoint()].filter(isRefused)).toEqual([]);
  });

  it('allows every accepted name of assigned characters', () => {
    fc.assert(
      fc.property(names, (text) => NAME.test(text) || !isDisplayName(text) || /[\p{Cn}\p{Co}]/u.test(text)),
      { numRuns: 2_000 },
    );
  });

  it.each(['Ada', 'Ada Lovelace', 'अनुष्का', 'شاهد‌ها', '👩‍💻', '❤️', ' ', '', '\u115f', 'a\nb', 'a\u202eb'])(
    'agrees with the rule on %j',
    (text) => expect(NAME.test(text)).toBe(isDisplayName(text)),
  );
});
