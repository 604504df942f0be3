/** What every access token names as its issuer and its audience, compared as exact strings. Neither is empty. */
export interface TokenIdentity {
  readonly issuer: string;
  readonly audience: string;
}
