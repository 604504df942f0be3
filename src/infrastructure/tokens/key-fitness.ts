import type { KeyObject } from 'node:crypto';
import { JWT_ALGORITHMS, type JwtAlgorithm } from './jwt-algorithm.js';
import { UnusableKey } from './unusable-key.js';

const MIN_RSA_BITS = 2_048;
const MIN_RSA_EXPONENT = 65_537n;

/**
 * Refuses a public key whose type or curve does not match the algorithm, and a weak key (RFC 7518 §3.3 to §3.5).
 * @throws UnusableKey
 */
export function requireFitness(key: KeyObject, algorithm: JwtAlgorithm): void {
  const required = JWT_ALGORITHMS[algorithm];
  const { modulusLength = 0, publicExponent = 0n, namedCurve } = key.asymmetricKeyDetails ?? {};
  const ofType = key.asymmetricKeyType === required.type;
  switch (required.type) {
    case 'secret':
      throw new UnusableKey(`not be set: ${algorithm} takes a secret`);
    case 'rsa':
      if (ofType && modulusLength >= MIN_RSA_BITS && publicExponent >= MIN_RSA_EXPONENT) return;
      throw new UnusableKey(
        `be an RSA key of at least ${MIN_RSA_BITS} bits and a public exponent of at least ${MIN_RSA_EXPONENT} for ${algorithm}`,
      );
    case 'ec':
      if (ofType && namedCurve === required.curve) return;
      throw new UnusableKey(`be an EC key on the curve ${required.curveName} for ${algorithm}`);
    default:
      if (ofType) return;
      throw new UnusableKey(`be an Ed25519 key for ${algorithm}`);
  }
}
