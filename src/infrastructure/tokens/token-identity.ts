/**
 * The claims about the origin of every access token. Issuer and audience are compared as exact strings. None of the values is
 * empty.
 */
export interface TokenIdentity {
  readonly issuer: string;
  readonly audience: string;
  /** Issued but not compared. Resource servers with strict libraries require it (RFC 9068 §2.2). */
  readonly clientId: string;
}
