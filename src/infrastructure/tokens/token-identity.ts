/** What every access token says of its origin. Issuer and audience are compared as exact strings. Nothing of it is empty. */
export interface TokenIdentity {
  readonly issuer: string;
  readonly audience: string;
  /** Issued and not compared: resource servers with strict libraries demand it (RFC 9068 §2.2). */
  readonly clientId: string;
}
