const PLACEHOLDERS = ['changeme', 'replaceme', 'placeholder', 'yoursecret', 'your256bitsecret'];

const GUESSES = [
  'secret',
  'password',
  'example',
  'default',
  'qwerty',
  'letmein',
  '01234567',
  '12345678',
  'abcdefgh',
];

/** The probability that 64 random hex digits contain fewer distinct ones is 10^-12. */
const LEAST_DISTINCT_CHARACTERS = 10;

/**
 * Whether a secret looks like a placeholder from an example that was never replaced (RFC 8725 §3.5). `strict` also detects
 * what a person would type. A random secret in base64 or hex passes in both modes.
 */
export function isPlaceholder(secret: string, { strict }: { strict: boolean }): boolean {
  const text = secret.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
  const contains = (word: string) => text.includes(word);
  if (PLACEHOLDERS.some(contains)) return true;
  return strict && (GUESSES.some(contains) || new Set(secret).size < LEAST_DISTINCT_CHARACTERS);
}
