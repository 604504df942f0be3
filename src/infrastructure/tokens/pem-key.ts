import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { thumbprint } from './jwk.js';
import type { JwtAlgorithm } from './jwt-algorithm.js';
import type { SigningKey, VerificationKey } from './jwt-key.js';
import { requireFitness } from './key-fitness.js';
import { UnusableKey } from './unusable-key.js';

/**
 * The key pair of an asymmetric algorithm, derived from its private key.
 * @param pem PKCS #8, PKCS #1 or SEC 1. A line break may be written as `\n`, since a `.env` file has one line for each value
 * @throws UnusableKey
 */
export function signingKey<Algorithm extends JwtAlgorithm>(
  algorithm: Algorithm,
  pem: string,
): SigningKey<Algorithm> {
  const signWith = parsePrivate(withLineBreaks(pem));
  const verifyWith = createPublicKey(signWith);
  requireFitness(verifyWith, algorithm);
  requirePair(signWith, verifyWith);
  return { kid: thumbprint(verifyWith), algorithm, verifyWith, signWith };
}

/**
 * A key that only verifies. Of a private key, only the public half is kept, so that a retired signing key can be moved here
 * unchanged.
 * @throws UnusableKey
 */
export function verificationKey<Algorithm extends JwtAlgorithm>(
  algorithm: Algorithm,
  pem: string,
): VerificationKey<Algorithm> {
  const verifyWith = parsePublic(withLineBreaks(pem));
  requireFitness(verifyWith, algorithm);
  return { kid: thumbprint(verifyWith), algorithm, verifyWith };
}

function withLineBreaks(pem: string): string {
  return pem.replaceAll('\\n', '\n');
}

function parsePrivate(pem: string): KeyObject {
  try {
    return createPrivateKey(pem);
  } catch (cause) {
    throw new UnusableKey('be a private key, unencrypted and in PEM format; a public key cannot sign', {
      cause,
    });
  }
}

function parsePublic(pem: string): KeyObject {
  try {
    return createPublicKey(pem);
  } catch (cause) {
    throw new UnusableKey('be a public key, or an unencrypted private one, in PEM format', { cause });
  }
}

/** A PEM with damaged bytes may still parse. Its signatures would then fail verification. */
function requirePair(privateKey: KeyObject, publicKey: KeyObject): void {
  const probe = Buffer.from('probe');
  const digest = privateKey.asymmetricKeyType === 'ed25519' ? null : 'sha256';
  try {
    if (verify(digest, probe, publicKey, sign(digest, probe, privateKey))) return;
  } catch (cause) {
    throw new UnusableKey('be an undamaged private key', { cause });
  }
  throw new UnusableKey('be an undamaged private key');
}
