import type { KeyObject } from 'node:crypto';
import type { JwtAlgorithm } from './jwt-algorithm.js';

/**
 * A key that verifies, bound to its one algorithm (RFC 8725 §3.1). Always a `KeyObject`: as a string, an unreadable
 * PEM or a public key could be taken for an HMAC secret, and each use would parse it again.
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
