import { createHmac } from 'node:crypto';
import { EmailAddress } from '../../../../src/domain/user/email-address.js';
import { HmacAccountPseudonyms } from '../../../../src/infrastructure/audit/hmac-account-pseudonyms.js';

const ada = EmailAddress.parse('ada@example.com');
const grace = EmailAddress.parse('grace@example.com');
const key = 'k'.repeat(32);

it('LOG-02 makes one pseudonym for one account, which cannot be recomputed without the key', () => {
  const pseudonyms = new HmacAccountPseudonyms(key);
  const expected = createHmac('sha256', key).update('ada@example.com').digest('hex').slice(0, 32);
  expect(pseudonyms.of(ada)).toBe(expected);
  expect(pseudonyms.of(grace)).not.toBe(expected);
  expect(new HmacAccountPseudonyms('K'.repeat(32)).of(ada)).not.toBe(expected);
});

it('LOG-02 generates a key if none is set, and keeps it for its lifetime', () => {
  const [one, other] = [new HmacAccountPseudonyms(undefined), new HmacAccountPseudonyms(undefined)];
  expect(one.of(ada)).toMatch(/^[0-9a-f]{32}$/);
  expect(one.of(ada)).toBe(one.of(ada));
  expect(one.of(ada)).not.toBe(other.of(ada));
});
