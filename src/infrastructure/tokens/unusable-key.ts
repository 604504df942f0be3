/** A configured key that cannot be used. The message continues after "must" and reveals nothing of the key. */
export class UnusableKey extends Error {
  override readonly name = 'UnusableKey';
}
