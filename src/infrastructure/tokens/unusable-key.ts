/** A configured key cannot be used. The message goes on after "must": it says what is allowed, and nothing of the key. */
export class UnusableKey extends Error {
  override readonly name = 'UnusableKey';
}
