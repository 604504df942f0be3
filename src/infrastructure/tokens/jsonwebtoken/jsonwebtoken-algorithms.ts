/** The algorithms that `jsonwebtoken` supports: all of them except EdDSA. The first one is the default. */
export const JSONWEBTOKEN_ALGORITHMS = [
  'HS256',
  'HS384',
  'HS512',
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
] as const;

export type JsonwebtokenAlgorithm = (typeof JSONWEBTOKEN_ALGORITHMS)[number];
