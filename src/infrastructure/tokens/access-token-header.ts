import { z } from 'zod';
import { InvalidAccessToken } from '../../domain/access-token/access-token.errors.js';
import type { JwtAlgorithm } from './jwt-algorithm.js';
import type { VerificationKey } from './jwt-key.js';
import type { JwtKeys } from './jwt-keys.js';

export const ACCESS_TOKEN_TYPE = 'at+jwt';

/**
 * `crit` and `b64` change what a signature means, so they are refused (RFC 7515 §4.1.11, RFC 7797 §7). Members that
 * bring or point to a key, such as `jwk` and `jku`, are not even read: keys come from the configuration (RFC 8725 §3.10).
 */
const headerSchema = z.object({
  alg: z.string(),
  typ: z.string().regex(/^(?:application\/)?at\+jwt$/i),
  kid: z.string().regex(/^[A-Za-z0-9._-]{1,128}$/),
  crit: z.never().optional(),
  b64: z.never().optional(),
});

/**
 * The key that the header names, if it also is for the algorithm that the header names: the key has the say.
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
