import { z } from 'zod';
import { InvalidAccessToken } from '../../domain/access-token/access-token.errors.js';
import type { JwtAlgorithm } from './jwt-algorithm.js';
import type { VerificationKey } from './jwt-key.js';
import type { JwtKeys } from './jwt-keys.js';

export const ACCESS_TOKEN_TYPE = 'at+jwt';

/**
 * `crit` and `b64` change the meaning of a signature, so they are refused (RFC 7515 §4.1.11, RFC 7797 §7). Members that
 * contain or point to a key, such as `jwk` and `jku`, are ignored: keys come only from the configuration (RFC 8725 §3.10).
 */
const headerSchema = z.object({
  alg: z.string(),
  typ: z.string().regex(/^(?:application\/)?at\+jwt$/i),
  kid: z.string().regex(/^[A-Za-z0-9._-]{1,128}$/),
  crit: z.never().optional(),
  b64: z.never().optional(),
});

/**
 * Finds the key that the header names. The algorithm of the key must equal that of the header, so that the header cannot
 * choose it.
 * @throws InvalidAccessToken
 */
export function selectKey<Algorithm extends JwtAlgorithm>(
  header: unknown,
  keys: JwtKeys<Algorithm>,
): VerificationKey<Algorithm> {
  const parsed = headerSchema.safeParse(header);
  if (!parsed.success) throw new InvalidAccessToken('malformed', { cause: parsed.error });
  const key = keys.find(parsed.data.kid);
  if (key?.algorithm !== parsed.data.alg) throw new InvalidAccessToken('untrusted');
  return key;
}
