import { createPrivateKey, createPublicKey, generateKeyPairSync, type JsonWebKey } from 'node:crypto';
import { publicJwk, thumbprint } from '../../../../src/infrastructure/tokens/jwk.js';

/** RFC 7638 §3.1. */
const rfcKey: JsonWebKey = {
  kty: 'RSA',
  n: '0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw',
  e: 'AQAB',
};

/** RFC 8037 appendix A.1, with the thumbprint of A.3. */
const rfcOkpKey: JsonWebKey = {
  kty: 'OKP',
  crv: 'Ed25519',
  d: 'nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A',
  x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo',
};

describe('thumbprint', () => {
  it('equals the examples of RFC 7638 and RFC 8037', () => {
    const rsa = createPublicKey({ key: rfcKey, format: 'jwk' });
    expect(thumbprint(rsa)).toBe('NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs');
    const ed25519 = createPublicKey({ key: rfcOkpKey, format: 'jwk' });
    expect(thumbprint(ed25519)).toBe('kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k');
  });

  it('differs between the keys of one curve', () => {
    const thumbprints = [1, 2].map(() =>
      thumbprint(generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey),
    );
    expect(new Set(thumbprints).size).toBe(2);
  });
});

describe('publicJwk', () => {
  it('AT-17 contains no private member, even of a private key', () => {
    const verifyWith = createPrivateKey({ key: rfcOkpKey, format: 'jwk' });
    expect(publicJwk({ kid: 'a', algorithm: 'EdDSA', verifyWith })).toEqual({
      kty: 'OKP',
      crv: 'Ed25519',
      x: rfcOkpKey.x,
      kid: 'a',
      alg: 'EdDSA',
      use: 'sig',
    });
  });

  it.each([
    ['RS256', generateKeyPairSync('rsa', { modulusLength: 2_048 }).privateKey, ['e', 'n']],
    ['ES256', generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey, ['crv', 'x', 'y']],
  ] as const)('AT-17 lets no private member out of a key of %s', (algorithm, verifyWith, members) => {
    const jwk = publicJwk({ kid: 'a', algorithm, verifyWith });
    expect(Object.keys(jwk).toSorted()).toEqual([...members, 'alg', 'kid', 'kty', 'use'].toSorted());
  });
});
