/** The public half of a signing key as a JSON Web Key (RFC 7517 §4), with the members of its key type, such as `n` and `e`. */
export interface PublicJwk {
  readonly kty: string;
  readonly kid: string;
  readonly alg: string;
  readonly use: 'sig';
  readonly [member: string]: string;
}

/**
 * The keys with which other services can verify this service's access tokens: the signing key first, then those that
 * only verify. Empty with a symmetric algorithm, whose key is no one else's to have.
 *
 * Contract: `tests/contracts/access-tokens.contract.test.ts`.
 */
export interface PublicKeySet {
  /** Rejects with `DependencyUnavailable` when the keys are kept elsewhere, as in a KMS, and that does not answer. */
  keys(): Promise<readonly PublicJwk[]>;
}
