export interface RevocationPolicy {
  /** Whether requests pass unchecked while the revocation store is down. Otherwise they are refused. */
  readonly failOpen: boolean;
}
