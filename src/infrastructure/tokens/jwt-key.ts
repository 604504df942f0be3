import type { KeyObject } from 'node:crypto';
import type { JwtAlgorithm } from './jwt-algorithm.js';

/**
 * A verification key, bound to one algorithm (RFC 8725 §3.1). It is always a `KeyObject`. A string would be parsed at each
 * use, and an unreadable PEM or a public key could be mistaken for an HMAC secret.
 */
export interface VerificationKey<Algorithm extends JwtAlgorithm = JwtAlgorithm> {
  readonly kid: string;
  readonly algorithm: Algorithm;
  /** The public key, or the secret of a symmetric algorithm. */
  readonly verifyWith: KeyObject;
}

export interface SigningKey<Algorithm extends JwtAlgorithm = JwtAlgorithm>
  extends VerificationKey<Algorithm> {
  /** The private key, or the secret of a symmetric algorithm. */
  readonly signWith: KeyObject;
}
