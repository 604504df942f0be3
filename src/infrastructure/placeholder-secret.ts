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

/** 64 random hex digits have fewer than this many different ones once in 10^12 times. */
const LEAST_DISTINCT_CHARACTERS = 10;

/**
 * Whether a secret looks like one that was copied from an example and never replaced (RFC 8725 §3.5).
 * `strict` also refuses what a person would type; a random secret in base64 or hex passes either way.
 */
export function isPlaceholder(secret: string, { strict }: { strict: boolean }): boolean {
  const text = secret.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
  const contains = (word: string) => text.includes(word);
  if (PLACEHOLDERS.some(contains)) return true;
  return strict && (GUESSES.some(contains) || new Set(secret).size < LEAST_DISTINCT_CHARACTERS);
}
