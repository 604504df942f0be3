import { Forbidden } from '../../../../src/domain/access/access.errors.js';
import { InvalidAccessToken } from '../../../../src/domain/access-token/access-token.errors.js';
import { InvalidRefreshToken, SessionNotFound } from '../../../../src/domain/session/session.errors.js';
import { DependencyUnavailable, InvalidValue } from '../../../../src/domain/shared/common.errors.js';
import { DomainError } from '../../../../src/domain/shared/domain-error.js';
import { TooManyRequests } from '../../../../src/domain/throttling/too-many-requests.error.js';
import {
  EmailAlreadyRegistered,
  InvalidCredentials,
  Overloaded,
  PasswordBreached,
  PasswordTooWeak,
  UserNotFound,
} from '../../../../src/domain/user/user.errors.js';

const quota = { policy: 'log-in', limit: 5, windowMs: 1, remaining: 0, resetAfterMs: 1 };

describe('a refusal', () => {
  it.each<[DomainError, string, RegExp]>([
    [
      new InvalidValue('email', 'must be an e-mail address'),
      'validation-failed',
      /^must be an e-mail address$/,
    ],
    [new PasswordTooWeak('The password is short.'), 'password-too-weak', /^The password is short\.$/],
    [new PasswordBreached(), 'password-breached', /list of passwords that attackers try first/],
    [new EmailAlreadyRegistered(), 'email-already-registered', /already registered/],
    [new InvalidCredentials(), 'invalid-credentials', /^The e-mail address or the password is wrong\.$/],
    [new InvalidAccessToken('expired'), 'invalid-token', /^The access token is invalid or has expired\.$/],
    [new InvalidRefreshToken(), 'invalid-refresh-token', /Log in again/],
    [new Forbidden(), 'forbidden', /does not have the required rights/],
    [new UserNotFound(), 'not-found', /no such user/],
    [new SessionNotFound(), 'not-found', /no such session/],
    [new TooManyRequests(quota), 'too-many-requests', /Too many attempts/],
    [new Overloaded(1_000), 'overloaded', /Try again in a moment/],
    [new DependencyUnavailable('persistence'), 'dependency-unavailable', /not available at the moment/],
  ])('%s has a code and words for the client', (error, code, message) => {
    expect(error).toBeInstanceOf(DomainError);
    expect(error.code).toBe(code);
    expect(error.message).toMatch(message);
    expect(error.name).toBe(error.constructor.name);
  });

  it('AT-22 does not reveal its reason to the client', () => {
    const reasons = ['malformed', 'untrusted', 'expired', 'revoked', 'no-such-user'] as const;
    expect(new Set(reasons.map((reason) => new InvalidAccessToken(reason).message)).size).toBe(1);
  });

  it("ER-02 keeps a vendor's error as its cause, but not in its message", () => {
    const cause = new Error('connect ECONNREFUSED 10.0.0.1');
    for (const error of [
      new DependencyUnavailable('persistence', { cause }),
      new EmailAlreadyRegistered({ cause }),
      new InvalidAccessToken('malformed', { cause }),
    ]) {
      expect(error.cause).toBe(cause);
      expect(error.message).not.toContain('10.0.0.1');
    }
  });
});
