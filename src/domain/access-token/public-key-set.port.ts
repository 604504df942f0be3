/** The public half of a signing key as a JSON Web Key (RFC 7517 §4), with the members of its key type, such as `n` and `e`. */
export interface PublicJwk {
  readonly kty: string;
  readonly kid: string;
  readonly alg: string;
  readonly use: 'sig';
  readonly [member: string]: string;
}

/**
 * The keys with which other services can verify the access tokens of this service: the signing key first, then the keys that
 * only verify. Empty for a symmetric algorithm, because its key must not be published.
 *
 * Contract: `tests/contracts/access-tokens.contract.test.ts`.
 */
export interface PublicKeySet {
  /** Rejects with `DependencyUnavailable` if the keys are in another system, such as a KMS, and it does not answer. */
  keys(): Promise<readonly PublicJwk[]>;
}
