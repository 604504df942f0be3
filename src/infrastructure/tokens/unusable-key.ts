/** A configured key that cannot be used. The message continues after "must". It says what is allowed and reveals nothing of the key. */
export class UnusableKey extends Error {
  override readonly name = 'UnusableKey';
}
