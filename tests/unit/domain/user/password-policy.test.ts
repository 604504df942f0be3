import { EmailAddress } from '../../../../src/domain/user/email-address.js';
import { Password } from '../../../../src/domain/user/password.js';
import { PasswordPolicy } from '../../../../src/domain/user/password-policy.js';

const policy = new PasswordPolicy({ minLength: 15, serviceName: 'Ｔhe-Example-Service' });
const owner = EmailAddress.parse('extraordinary.ada@example.com');
const check = (raw: string) => () => policy.check(Password.parse(raw), owner);
const tooWeak = (message: string) => expect.objectContaining({ code: 'password-too-weak', message });

describe('PasswordPolicy', () => {
  it('PW-01 states the required length', () => {
    expect(policy.minLength).toBe(15);
  });

  it.each(['a'.repeat(15), '🙂'.repeat(15), 'ﬃ'.repeat(15)])(
    'PW-01 accepts the 15 code points of %s',
    (raw) => {
      expect(check(raw)).not.toThrow();
    },
  );

  it.each([`a${'\u0301'.repeat(14)}`, '\u200b'.repeat(15), '\ufdfa', 'e\u0301'.repeat(14)])(
    'PW-01 refuses %j, which is long by its marks or by its normalisation only',
    (raw) => {
      expect(check(raw)).toThrow(tooWeak('The password must have at least 15 characters.'));
    },
  );

  it.each(['a'.repeat(14), '🙂'.repeat(14), 'ﬃ'.repeat(14)])(
    'PW-01 refuses the 14 code points of %s',
    (raw) => {
      expect(check(raw)).toThrow(tooWeak('The password must have at least 15 characters.'));
    },
  );

  it.each(['just words and spaces', 'zzzzzzzzzzzzzzz', '123456789012345'])(
    'PW-03 has no composition rules against %s',
    (raw) => {
      expect(check(raw)).not.toThrow();
    },
  );

  it.each(['the-example-service', 'THE-EXAMPLE-SERVICE', 'ｔｈｅ-example-service'])(
    "PW-06 refuses the service's name as %s",
    (raw) => {
      expect(check(raw)).toThrow(tooWeak('The password must not be the name of this service.'));
    },
  );

  it.each([
    'extraordinary.ada',
    'Extraordinary.ADA',
    'extraordinary.ada@example.com',
    'EXTRAORDINARY.ADA@EXAMPLE.COM',
  ])("PW-06 refuses the owner's address as %s", (raw) => {
    expect(check(raw)).toThrow(tooWeak('The password must not be your e-mail address or its first part.'));
  });

  it.each(['ada@straße.example', 'ADA@straße.example', 'ada@xn--strae-oqa.example', 'ａda@straße．example'])(
    "PW-06 refuses the owner's address in another spelling, %s",
    (raw) => {
      const ada = EmailAddress.parse('ada@straße.example');
      expect(() => policy.check(Password.parse(raw), ada)).toThrow('your e-mail address');
    },
  );

  it('PW-06 recognises a word in any letter case', () => {
    const greek = EmailAddress.parse('οδυσσεύς.λαερτιάδης@example.com');
    for (const raw of ['ΟΔΥΣΣΕΎΣ.ΛΑΕΡΤΙΆΔΗΣ', 'οδυσσεύσ.λαερτιάδησ']) {
      expect(() => policy.check(Password.parse(raw), greek)).toThrow('your e-mail address');
    }
  });

  it('PW-06 compares whole passwords: a longer one may contain such a word', () => {
    expect(check('the-example-service and more')).not.toThrow();
    expect(check('my extraordinary.ada')).not.toThrow();
  });
});
