/**
 * Every algorithm that a technology may offer, with the one kind of key that it requires (RFC 7518 §3.1, RFC 8037 §3.1).
 * `none` is not listed, so it cannot be configured.
 */
export const JWT_ALGORITHMS = {
  HS256: { type: 'secret', minBytes: 32 },
  HS384: { type: 'secret', minBytes: 48 },
  HS512: { type: 'secret', minBytes: 64 },
  RS256: { type: 'rsa' },
  RS384: { type: 'rsa' },
  RS512: { type: 'rsa' },
  PS256: { type: 'rsa' },
  PS384: { type: 'rsa' },
  PS512: { type: 'rsa' },
  ES256: { type: 'ec', curve: 'prime256v1', curveName: 'P-256' },
  ES384: { type: 'ec', curve: 'secp384r1', curveName: 'P-384' },
  ES512: { type: 'ec', curve: 'secp521r1', curveName: 'P-521' },
  EdDSA: { type: 'ed25519' },
} as const;

export type JwtAlgorithm = keyof typeof JWT_ALGORITHMS;

export function isSymmetric(algorithm: JwtAlgorithm): boolean {
  return JWT_ALGORITHMS[algorithm].type === 'secret';
}
