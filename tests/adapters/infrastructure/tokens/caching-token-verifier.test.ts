import { InvalidAccessToken } from '../../../../src/domain/access-token/access-token.errors.js';
import type { AccessTokenClaims } from '../../../../src/domain/access-token/access-token-claims.js';
import { toTokenId } from '../../../../src/domain/access-token/token-id.js';
import { toSessionId } from '../../../../src/domain/session/session-id.js';
import { toUserId } from '../../../../src/domain/user/user-id.js';
import { CachingTokenVerifier } from '../../../../src/infrastructure/tokens/caching-token-verifier.js';
import { FakeClock } from '../../../support/fakes/fake-clock.js';

const policy = { ttlMs: 900_000, clockToleranceMs: 30_000 };

function claimsOf(token: string, now: Date): AccessTokenClaims {
  return {
    tokenId: toTokenId(token),
    userId: toUserId('u'),
    sessionId: toSessionId('s'),
    roles: ['user'],
    userVersion: 1,
    issuedAt: new Date(now),
    expiresAt: new Date(now.getTime() + policy.ttlMs),
  };
}

function setUp(capacity?: number) {
  const clock = new FakeClock();
  const start = clock.now();
  const asked: string[] = [];
  const inner = {
    refusing: false,
    async verify(token: string) {
      asked.push(token);
      if (inner.refusing) throw new InvalidAccessToken('untrusted');
      return claimsOf(token, start);
    },
  };
  return { clock, start, asked, inner, verifier: new CachingTokenVerifier(inner, policy, clock, capacity) };
}

describe('CachingTokenVerifier', () => {
  it('verifies a token once', async () => {
    const { verifier, asked, start } = setUp();
    for (let call = 0; call < 3; call += 1) {
      expect(await verifier.verify('a')).toEqual(claimsOf('a', start));
    }
    expect(asked).toEqual(['a']);
  });

  it('AT-02 tells tokens apart by their exact text', async () => {
    const { verifier, asked } = setUp();
    for (const token of ['a', 'A', 'a ', 'a']) expect((await verifier.verify(token)).tokenId).toBe(token);
    expect(asked).toEqual(['a', 'A', 'a ']);
  });

  it('does not cache refusals', async () => {
    const { verifier, inner, asked } = setUp();
    inner.refusing = true;
    for (let call = 0; call < 2; call += 1) {
      await expect(verifier.verify('a')).rejects.toThrow(InvalidAccessToken);
    }
    inner.refusing = false;
    expect((await verifier.verify('a')).tokenId).toBe('a');
    expect(asked).toEqual(['a', 'a', 'a']);
  });

  it('AT-08 returns cached claims exactly until the expiry plus the tolerance', async () => {
    const { verifier, inner, clock, asked } = setUp();
    await verifier.verify('a');
    inner.refusing = true;
    clock.advance(policy.ttlMs + policy.clockToleranceMs - 1);
    expect((await verifier.verify('a')).tokenId).toBe('a');
    clock.advance(1);
    await expect(verifier.verify('a')).rejects.toThrow(InvalidAccessToken);
    expect(asked).toEqual(['a', 'a']);
  });

  it('AT-08 does not return cached claims from the future after the clock was set back', async () => {
    const { verifier, inner, clock, asked } = setUp();
    await verifier.verify('a');
    clock.step(-policy.clockToleranceMs);
    expect((await verifier.verify('a')).tokenId).toBe('a');
    inner.refusing = true;
    clock.step(-1);
    await expect(verifier.verify('a')).rejects.toThrow(InvalidAccessToken);
    expect(asked).toEqual(['a', 'a']);
  });

  it('AT-08 does not return expired cached claims after the clock was set ahead', async () => {
    const { verifier, inner, clock } = setUp();
    await verifier.verify('a');
    inner.refusing = true;
    clock.step(policy.ttlMs + policy.clockToleranceMs);
    await expect(verifier.verify('a')).rejects.toThrow(InvalidAccessToken);
  });

  it('DS-05 is limited to its capacity and evicts the least recently used token', async () => {
    const { verifier, asked } = setUp(2);
    for (const token of ['a', 'b', 'a', 'c', 'a', 'b']) await verifier.verify(token);
    expect(asked).toEqual(['a', 'b', 'c', 'b']);
  });

  it('returns a separate copy of the claims to each caller', async () => {
    const { verifier, asked, start } = setUp();
    for (let call = 0; call < 3; call += 1) {
      const claims = await verifier.verify('a');
      expect(claims).toEqual(claimsOf('a', start));
      claims.expiresAt.setTime(0);
      claims.issuedAt.setTime(0);
      Reflect.set(claims, 'userId', 'someone-else');
      Reflect.set(claims.roles, 0, 'admin');
    }
    expect(asked).toEqual(['a']);
  });
});
