import { createSecretKey, generateKeyPairSync } from 'node:crypto';
import { InvalidAccessToken } from '../../../../src/domain/access-token/access-token.errors.js';
import { selectKey } from '../../../../src/infrastructure/tokens/access-token-header.js';
import type { SigningKey } from '../../../../src/infrastructure/tokens/jwt-key.js';
import { JwtKeys } from '../../../../src/infrastructure/tokens/jwt-keys.js';

const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const signing: SigningKey = {
  kid: 'current',
  algorithm: 'ES256',
  verifyWith: pair.publicKey,
  signWith: pair.privateKey,
};
const secret = createSecretKey(Buffer.alloc(32));
const previous = { kid: 'previous', algorithm: 'HS256', verifyWith: secret } as const;
const keys = new JwtKeys(signing, [previous]);

describe('selectKey', () => {
  it('finds each key under its id and algorithm', () => {
    expect(selectKey({ alg: 'ES256', typ: 'at+jwt', kid: 'current' }, keys)).toBe(signing);
    expect(selectKey({ alg: 'HS256', typ: 'at+jwt', kid: 'previous' }, keys)).toBe(previous);
  });

  it.each([
    { alg: 'HS256', kid: 'current' },
    { alg: 'ES256', kid: 'previous' },
    { alg: 'es256', kid: 'current' },
    { alg: 'none', kid: 'current' },
    { alg: 'ES256', kid: 'unknown' },
  ])('AT-01 AT-05 has no key for $alg under the id $kid', (header) => {
    expect(() => selectKey({ ...header, typ: 'at+jwt' }, keys)).toThrow(InvalidAccessToken);
  });
});
