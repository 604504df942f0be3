import { z } from 'zod';
import { readText } from '../text-file.js';
import { list, membersOf, singleKey } from '../variable-schemas.js';
import { createJwtKeys, type JwtKeyVariables, UnusableKeys } from './create-jwt-keys.js';
import type { JwtAlgorithm } from './jwt-algorithm.js';

/** Issuer or audience (RFC 8725 §3.8, §3.9). Libraries skip the check if the value is empty. */
const identity = () =>
  z.string('must not be empty').regex(/\S/, 'must not be empty').meta({ defaultsTo: 'PUBLIC_URL' });

/** RFC 9068 §2.2. One value for all tokens, because the service has its own users and no OAuth clients. */
const clientId = () =>
  z
    .string('must not be empty')
    .refine((text) => text.trim() !== '', 'must not be empty')
    .meta({ defaultsTo: 'SERVICE_NAME' });

/** Paths of files. The parsed value is the list of their contents. */
const files = () =>
  list().transform((paths, context) =>
    paths.map((path, index) => {
      try {
        return readText(path);
      } catch {
        context.addIssue(`number ${index + 1} must name a readable file of UTF-8 text`);
        return z.NEVER;
      }
    }),
  );

/**
 * The variables of every technology that issues JWTs.
 *
 * Rotation: the next signing key is first added to the list of previous keys on every instance. Then it becomes the signing
 * key, and the old one takes its place in the list. The old key is removed once the last token that it signed has expired.
 *
 * @param algorithms the algorithms that the technology offers. The first one is the default
 */
export function jwtVariables<Algorithm extends JwtAlgorithm>(
  algorithms: readonly [Algorithm, ...Algorithm[]],
) {
  const algorithm = z.enum(algorithms, `must be one of ${algorithms.join(', ')}`);
  return z
    .object({
      JWT_ALGORITHM: algorithm.default(() => algorithms[0]),
      /** The key of HS256, HS384 and HS512: its UTF-8 bytes, at least 32, 48 or 64. */
      JWT_SECRET: z
        .string()
        .refine(
          isListable,
          'must contain no comma and no surrounding white space, because JWT_PREVIOUS_SECRETS could not contain it',
        )
        .optional()
        .meta({ keysIn: singleKey, generatedInDevelopment: true }),
      /** The key of all other algorithms: PEM. */
      JWT_PRIVATE_KEY: z.string().optional().meta({ keysIn: singleKey }),
      /** The algorithm of the previous keys, if it is not `JWT_ALGORITHM`. */
      JWT_PREVIOUS_ALGORITHM: algorithm.optional(),
      /** Secrets that still verify tokens, but no longer sign them. */
      JWT_PREVIOUS_SECRETS: list().meta({ keysIn: membersOf }),
      /** PEM files of public or private keys that still verify tokens, but no longer sign them. */
      JWT_PREVIOUS_KEY_FILES: files(),
      JWT_ISSUER: identity(),
      JWT_AUDIENCE: identity(),
      JWT_CLIENT_ID: clientId(),
    })
    .superRefine((variables, context) => {
      for (const { variable, message } of problemsOf(variables)) {
        context.addIssue({ code: 'custom', path: [variable], message });
      }
    });
}

function isListable(secret: string): boolean {
  return secret === secret.trim() && !secret.includes(',');
}

function problemsOf(variables: JwtKeyVariables<JwtAlgorithm>) {
  try {
    createJwtKeys(variables);
    return [];
  } catch (error) {
    if (error instanceof UnusableKeys) return error.problems;
    throw error;
  }
}
