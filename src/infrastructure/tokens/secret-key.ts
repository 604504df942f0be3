import { createHmac, createSecretKey } from 'node:crypto';
import { isPlaceholder } from '../placeholder-secret.js';
import { JWT_ALGORITHMS, type JwtAlgorithm } from './jwt-algorithm.js';
import type { SigningKey } from './jwt-key.js';
import { UnusableKey } from './unusable-key.js';

const KEY_ID_LENGTH = 16;

/**
 * The key of an HMAC algorithm: the UTF-8 bytes of the secret, at least as many as the hash output has (RFC 7518 §3.2).
 * @throws UnusableKey
 */
export function secretKey<Algorithm extends JwtAlgorithm>(
  algorithm: Algorithm,
  secret: string,
): SigningKey<Algorithm> {
  const requirement = JWT_ALGORITHMS[algorithm];
  if (requirement.type !== 'secret') throw new UnusableKey(`not be set: ${algorithm} takes no secret`);

  const bytes = Buffer.from(secret, 'utf8');
  if (bytes.length < requirement.minBytes) {
    throw new UnusableKey(`have at least ${requirement.minBytes} bytes for ${algorithm}`);
  }
  if (isPlaceholder(secret, { strict: false })) {
    throw new UnusableKey('be a random secret, not a placeholder from an example');
  }
  const key = createSecretKey(bytes);
  // The id is a MAC of a constant. It differs for each secret and does not help to guess a random one.
  const kid = createHmac('sha256', key).update('kid').digest('base64url').slice(0, KEY_ID_LENGTH);
  return { kid, algorithm, verifyWith: key, signWith: key };
}
