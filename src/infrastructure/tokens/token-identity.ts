/** The issuer and audience of every access token. They are compared as exact strings and never empty. */
export interface TokenIdentity {
  readonly issuer: string;
  readonly audience: string;
}
