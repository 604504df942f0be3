import type { FaultsByRow } from '../fault.js';

const HEADER = 'src/infrastructure/tokens/access-token-header.ts';
const PAYLOAD = 'src/infrastructure/tokens/access-token-payload.ts';
const VERIFIER = 'src/infrastructure/tokens/jsonwebtoken/jsonwebtoken-token.verifier.ts';
const CACHE = 'src/infrastructure/tokens/caching-token-verifier.ts';
const JWS = 'src/infrastructure/tokens/compact-jws.ts';
const FITNESS = 'src/infrastructure/tokens/key-fitness.ts';
const PEM_KEY = 'src/infrastructure/tokens/pem-key.ts';
const SECRET_KEY = 'src/infrastructure/tokens/secret-key.ts';
const JWT_VARIABLES = 'src/infrastructure/tokens/jwt-variables.ts';
const VARIABLES = 'src/composition/configuration/core-variables.ts';
const BEARER = 'src/interfaces/http/bearer-token.ts';
const PROBLEM = 'src/interfaces/http/problems/to-problem.ts';

export const accessTokenFaults: FaultsByRow = {
  'AT-01': [
    {
      why: 'The token has the say over the algorithm.',
      file: HEADER,
      find: "if (key?.algorithm !== parsed.data.alg) throw new InvalidAccessToken('untrusted');\n  return key;",
      replace:
        "if (!key) throw new InvalidAccessToken('untrusted');\n  return { ...key, algorithm: parsed.data.alg as Algorithm };",
    },
    {
      why: 'A key is found for another algorithm than its own.',
      file: HEADER,
      find: 'key?.algorithm !== parsed.data.alg',
      replace: '!key',
    },
    {
      why: 'The algorithm none can be configured.',
      file: JWT_VARIABLES,
      find: 'z.enum(algorithms,',
      replace: "z.enum([...algorithms, 'none'] as unknown as readonly [Algorithm],",
      and: [
        {
          file: 'src/infrastructure/tokens/jwt-algorithm.ts',
          find: 'HS256: {',
          replace: "none: { type: 'secret', minBytes: 0 },\n  HS256: {",
        },
      ],
    },
  ],
  'AT-02': [
    {
      why: 'No signature is verified.',
      file: VERIFIER,
      find: 'this.verifyWithLibrary(token, key, now);',
      replace: 'if (!key) this.verifyWithLibrary(token, key, now);',
    },
    {
      why: 'A payload that was verified once is believed under any signature.',
      file: CACHE,
      find: 'this.verified.get(token)',
      replace: "this.verified.get(token.slice(0, token.lastIndexOf('.')))",
      and: [
        {
          file: CACHE,
          find: 'this.verified.set(token,',
          replace: "this.verified.set(token.slice(0, token.lastIndexOf('.')),",
        },
      ],
    },
  ],
  'AT-03': [
    {
      why: 'An HMAC made with the public key is taken for a signature.',
      file: VERIFIER,
      find: 'jsonwebtoken.verify(token, key.verifyWith, {',
      replace:
        "const forged = token.startsWith(Buffer.from('{\"alg\":\"HS').toString('base64url').slice(0, 10)) && key.verifyWith.type === 'public';\n      jsonwebtoken.verify(token, forged ? createSecretKey(Buffer.from(key.verifyWith.export({ type: 'spki', format: 'pem' }))) : key.verifyWith, {",
      and: [
        {
          file: VERIFIER,
          find: 'algorithms: [key.algorithm],',
          replace: "algorithms: [key.algorithm, 'HS256', 'HS384', 'HS512'],",
        },
        {
          file: VERIFIER,
          find: "import jsonwebtoken from 'jsonwebtoken';",
          replace: "import { createSecretKey } from 'node:crypto';\nimport jsonwebtoken from 'jsonwebtoken';",
        },
        { file: HEADER, find: 'key?.algorithm !== parsed.data.alg', replace: '!key' },
      ],
    },
    {
      why: 'A key pair that does not match starts.',
      file: PEM_KEY,
      find: 'requirePair(signWith, verifyWith);',
      replace: '',
    },
    {
      why: 'An asymmetric algorithm takes a secret.',
      file: SECRET_KEY,
      find: "if (requirement.type !== 'secret') throw new UnusableKey(`not be set: ${algorithm} takes no secret`);",
      replace: "if (requirement.type !== 'secret') return secretKey('HS256' as Algorithm, secret);",
    },
    {
      why: 'An HMAC algorithm takes a public key.',
      file: FITNESS,
      find: 'throw new UnusableKey(`not be set: ${algorithm} takes a secret`);',
      replace: 'return;',
    },
  ],
  'AT-04': [
    {
      why: 'The key is taken out of the token.',
      file: HEADER,
      find: 'const key = keys.find(parsed.data.kid);',
      replace:
        "const { jwk } = header as { jwk?: { k?: string } };\n  const verifyWith = jwk && (jwk.k ? createSecretKey(jwk.k, 'base64url') : createPublicKey({ key: jwk, format: 'jwk' }));\n  const brought = verifyWith && { kid: parsed.data.kid, algorithm: parsed.data.alg as Algorithm, verifyWith };\n  const key = brought ?? keys.find(parsed.data.kid);",
      and: [
        {
          file: HEADER,
          find: "import { z } from 'zod';",
          replace:
            "import { createPublicKey, createSecretKey } from 'node:crypto';\nimport { z } from 'zod';",
        },
      ],
    },
    {
      why: 'The address of a key is fetched.',
      file: HEADER,
      find: 'const parsed = headerSchema.safeParse(header);',
      replace:
        'const { jku, x5u } = header as { jku?: string; x5u?: string };\n  for (const url of [jku, x5u]) if (url) fetch(url).catch(() => {});\n  const parsed = headerSchema.safeParse(header);',
    },
  ],
  'AT-05': [
    {
      why: 'An unknown kid means the signing key.',
      file: HEADER,
      find: 'keys.find(parsed.data.kid)',
      replace: '(keys.find(parsed.data.kid) ?? keys.signing)',
    },
    {
      why: 'A kid is not required.',
      file: HEADER,
      find: 'keys.find(parsed.data.kid)',
      replace: 'keys.find(parsed.data.kid ?? keys.signing.kid)',
      and: [{ file: HEADER, find: '{1,128}$/)', replace: '{1,128}$/).optional()' }],
    },
  ],
  'AT-06': [
    {
      why: 'Any typ is taken.',
      file: HEADER,
      find: 'typ: z.string().regex(/^(?:application\\/)?at\\+jwt$/i),',
      replace: 'typ: z.unknown(),',
    },
    {
      why: 'Tokens are issued with another typ.',
      file: HEADER,
      find: "ACCESS_TOKEN_TYPE = 'at+jwt'",
      replace: "ACCESS_TOKEN_TYPE = 'application/at+jwt'",
    },
  ],
  'AT-07': [
    { why: 'A token needs no jti.', file: PAYLOAD, find: 'jti: id,', replace: 'jti: id.optional(),' },
    { why: 'A token needs no session.', file: PAYLOAD, find: 'sid: id,', replace: 'sid: id.optional(),' },
    {
      why: 'A number may be text.',
      file: PAYLOAD,
      find: 'ver: z.int().nonnegative(),',
      replace: 'ver: z.coerce.number(),',
    },
    {
      why: 'Tokens are issued without a client_id.',
      file: PAYLOAD,
      find: '    client_id: clientId,\n',
      replace: '',
    },
    {
      why: 'The client of a token may be anything.',
      file: PAYLOAD,
      find: 'client_id: z.string().min(1).optional(),',
      replace: 'client_id: z.unknown(),',
    },
    {
      why: 'A token of an earlier version is refused, which has no client.',
      file: PAYLOAD,
      find: 'client_id: z.string().min(1).optional(),',
      replace: 'client_id: z.string().min(1),',
    },
  ],
  'AT-08': [
    {
      why: 'A token may live longer than the settings say.',
      file: PAYLOAD,
      find: '(exp - iat) * MILLISECONDS > policy.ttlMs',
      replace: 'false',
    },
    {
      why: 'A token may be issued in the future.',
      file: PAYLOAD,
      find: 'iat * MILLISECONDS > now.getTime() + policy.clockToleranceMs',
      replace: 'false',
    },
    {
      why: 'A token never expires.',
      file: VERIFIER,
      find: 'clockTimestamp:',
      replace: 'ignoreExpiration: true,\n        clockTimestamp:',
    },
    {
      why: 'A token is good before its nbf.',
      file: VERIFIER,
      find: 'clockTimestamp:',
      replace: 'ignoreNotBefore: true,\n        clockTimestamp:',
    },
    {
      why: 'A token that was verified once stays good after its expiry.',
      file: CACHE,
      find: 'known && this.isLive(known)',
      replace: 'known',
    },
    {
      why: 'The lifetime can be set to more than an hour.',
      file: VARIABLES,
      find: 'ACCESS_TOKEN_TTL_SECONDS: integer({ min: 1, max: 3_600,',
      replace: 'ACCESS_TOKEN_TTL_SECONDS: integer({ min: 1, max: 36_000,',
    },
    {
      why: 'Times may be fractions.',
      file: PAYLOAD,
      find: 'const numericDate = z.int()',
      replace: 'const numericDate = z.number()',
    },
    {
      why: 'A token outlives its session.',
      file: 'src/application/session/token-pair-issuer.ts',
      find: 'earlier(after(issuedAt, this.policy.ttlMs), toSecond(session.expiresAt))',
      replace: 'after(issuedAt, this.policy.ttlMs)',
    },
    {
      why: 'A token outlives its session by a part of a second.',
      file: 'src/application/session/token-pair-issuer.ts',
      find: 'toSecond(session.expiresAt)',
      replace: 'after(toSecond(session.expiresAt), 1_000)',
    },
  ],
  'AT-09': [
    {
      why: 'Clocks may differ by ten times the tolerance.',
      file: VERIFIER,
      find: 'clockTolerance: this.policy.clockToleranceMs / 1_000',
      replace: 'clockTolerance: this.policy.clockToleranceMs / 100',
    },
    {
      why: 'No tolerance is given.',
      file: VERIFIER,
      find: 'clockTolerance: this.policy.clockToleranceMs / 1_000',
      replace: 'clockTolerance: 0',
    },
    {
      why: 'The tolerance can be set to more than a minute.',
      file: VARIABLES,
      find: 'CLOCK_TOLERANCE_SECONDS: integer({ min: 0, max: 60,',
      replace: 'CLOCK_TOLERANCE_SECONDS: integer({ min: 0, max: 6_000,',
    },
  ],
  'AT-10': [
    { why: 'Any issuer is taken.', file: VERIFIER, find: 'issuer: this.identity.issuer,', replace: '' },
    { why: 'Any audience is taken.', file: VERIFIER, find: 'audience: this.identity.audience,', replace: '' },
    {
      why: 'An empty issuer or audience can be configured.',
      file: JWT_VARIABLES,
      find: ".regex(/\\S/, 'must not be empty')",
      replace: '',
    },
    {
      why: 'All services have one audience by default.',
      file: JWT_VARIABLES,
      find: 'JWT_AUDIENCE: identity()',
      replace: "JWT_AUDIENCE: z.string().default('api')",
    },
  ],
  'AT-11': [
    {
      why: 'Invalid UTF-8 is folded into replacement characters.',
      file: JWS,
      find: 'fatal: true',
      replace: 'fatal: false',
    },
    { why: 'A byte order mark is skipped.', file: JWS, find: 'ignoreBOM: true', replace: 'ignoreBOM: false' },
    {
      why: 'What the library refuses is an error of the service.',
      file: VERIFIER,
      find: 'throw new InvalidAccessToken(reasonOf(cause), { cause });',
      replace: 'throw cause;',
    },
    {
      why: 'A part that is no JSON is an error of the service.',
      file: JWS,
      find: "throw new InvalidAccessToken('malformed', { cause });",
      replace: 'throw cause;',
    },
  ],
  'AT-12': [
    {
      why: 'Critical extensions are ignored.',
      file: HEADER,
      find: 'crit: z.never().optional(),',
      replace: '',
    },
    { why: 'Unencoded payloads are ignored.', file: HEADER, find: 'b64: z.never().optional(),', replace: '' },
  ],
  'AT-13': [
    { why: 'A token has several spellings.', file: JWS, find: 'parts?.every(isCanonical)', replace: 'parts' },
    {
      why: 'A token may have any length.',
      file: JWS,
      find: 'token.length <= MAX_LENGTH ?',
      replace: 'token ?',
    },
    {
      why: 'The shape is checked after the revocation.',
      file: 'src/application/session/authenticate.use-case.ts',
      find: 'const claims = await this.verifier.verify(accessToken);',
      replace:
        "await this.revocations.isRevoked({ tokenId: '', sessionId: '', userId: '', userVersion: 0 } as never);\n      const claims = await this.verifier.verify(accessToken);",
    },
  ],
  'AT-14': [
    {
      why: 'Of duplicate members the first one counts.',
      file: JWS,
      find: "JSON.parse(utf8.decode(Buffer.from(part, 'base64url')))",
      replace:
        'JSON.parse(utf8.decode(Buffer.from(part, \'base64url\')).replace(/("(\\w+)":(?:"[^"]*"|\\[[^\\]]*\\]|[^,}]+))(.*),"\\2":(?:"[^"]*"|\\[[^\\]]*\\]|[^,}]+)/s, \'$1$3\'))',
    },
  ],
  'AT-15': [
    {
      why: 'A secret may be shorter than the hash.',
      file: SECRET_KEY,
      find: 'bytes.length < requirement.minBytes',
      replace: 'false',
    },
    {
      why: 'A secret may be a placeholder.',
      file: 'src/infrastructure/placeholder-secret.ts',
      find: 'if (PLACEHOLDERS.some(contains)) return true;',
      replace: '',
    },
    {
      why: 'A secret is counted in characters.',
      file: SECRET_KEY,
      find: 'bytes.length < requirement.minBytes',
      replace: 'secret.length < requirement.minBytes',
    },
    {
      why: 'A secret may serve a second purpose.',
      file: 'src/composition/configuration/repeated-keys.ts',
      find: 'if (owner === variable) continue;',
      replace: 'if (owner) continue;',
    },
  ],
  'AT-16': [
    {
      why: 'An RSA key may be short.',
      file: FITNESS,
      find: 'modulusLength >= MIN_RSA_BITS',
      replace: 'true',
    },
    {
      why: 'An RSA key may have a small exponent.',
      file: FITNESS,
      find: 'publicExponent >= MIN_RSA_EXPONENT',
      replace: 'true',
    },
    {
      why: 'An EC key may be on another curve.',
      file: FITNESS,
      find: 'namedCurve === required.curve',
      replace: 'true',
    },
    {
      why: 'A key may be of another kind.',
      file: FITNESS,
      find: 'const ofType = key.asymmetricKeyType === required.type',
      replace: 'const ofType = true',
    },
    {
      why: 'A short RSA key starts without a warning.',
      file: 'src/infrastructure/tokens/warn-of-short-key.ts',
      find: 'bits >= RECOMMENDED_RSA_BITS',
      replace: 'bits >= 2_048',
    },
    {
      why: 'The command line makes a key on another curve.',
      file: 'src/interfaces/cli/commands/keys.command.ts',
      find: "ES512: 'P-521'",
      replace: "ES512: 'P-256'",
    },
  ],
  'AT-17': [
    {
      why: 'The set has private members.',
      file: 'src/infrastructure/tokens/jwk.ts',
      find: "['e', 'kty', 'n']",
      replace: "['d', 'e', 'kty', 'n']",
    },
    {
      why: 'The set has private members of EC keys.',
      file: 'src/infrastructure/tokens/jwk.ts',
      find: "EC: ['crv', 'kty', 'x', 'y']",
      replace: "EC: ['crv', 'd', 'kty', 'x', 'y']",
    },
    {
      why: 'The set names a shared secret.',
      file: 'src/infrastructure/tokens/jwt-keys.ts',
      find: '!isSymmetric(algorithm)',
      replace: 'algorithm',
    },
    {
      why: 'The set is cached for a day.',
      file: 'src/interfaces/http/controllers/operations/jwks.controller.ts',
      find: 'MAX_AGE_SECONDS = 600',
      replace: 'MAX_AGE_SECONDS = 86_400',
    },
    {
      why: 'The set has the private key.',
      file: PEM_KEY,
      find: 'algorithm, verifyWith, signWith }',
      replace: 'algorithm, verifyWith: signWith, signWith }',
      and: [
        {
          file: 'src/infrastructure/tokens/jwk.ts',
          find: "['e', 'kty', 'n']",
          replace: "['d', 'e', 'kty', 'n']",
        },
      ],
    },
  ],
  'AT-18': [
    {
      why: 'Previous keys verify nothing.',
      file: 'src/infrastructure/tokens/create-jwt-keys.ts',
      find: 'new JwtKeys(signing, others)',
      replace: 'new JwtKeys(signing)',
    },
    {
      why: 'The line break at the end of a file is part of the secret.',
      file: 'src/composition/configuration/secret-files.ts',
      find: ".replace(/[\\r\\n]+$/, '')",
      replace: '',
    },
    {
      why: 'A previous key that cannot be used is left out without a word.',
      file: 'src/infrastructure/tokens/create-jwt-keys.ts',
      find: 'if (!signing || reader.problems.length > 0)',
      replace: 'if (!signing)',
    },
    {
      why: 'A previous key signs.',
      file: 'src/infrastructure/tokens/create-jwt-keys.ts',
      find: 'new JwtKeys(signing, others)',
      replace: 'new JwtKeys((others[0] ?? signing) as typeof signing, [signing])',
    },
  ],
  'AT-19': [
    {
      why: 'A token holds an e-mail address.',
      file: PAYLOAD,
      find: 'sub: claims.userId,',
      replace: "sub: claims.userId,\n    email: 'ada@example.com',",
    },
  ],
  'AT-20': [
    { why: 'The scheme must be in one case.', file: BEARER, find: '.*)$/i', replace: '.*)$/' },
    {
      why: 'A token in the query is taken.',
      file: BEARER,
      find: 'request.headers.authorization?.match(BEARER)?.[1]',
      replace:
        "request.headers.authorization?.match(BEARER)?.[1] ?? request.query['access_token']?.toString()",
    },
    { why: 'Another scheme is taken.', file: BEARER, find: '/^Bearer +', replace: '/^\\w+ +' },
  ],
  'AT-21': [
    {
      why: 'The first of two fields counts.',
      file: BEARER,
      find: "fieldCount(request, 'authorization') > 1",
      replace: "fieldCount(request, 'authorization') > 2",
    },
  ],
  'AT-22': [
    {
      why: 'A refused token gets no error attribute.',
      file: PROBLEM,
      find: ', error="invalid_token"',
      replace: '',
    },
    {
      why: 'A missing token gets an error attribute.',
      file: PROBLEM,
      find: "if (code === 'invalid-token') return",
      replace: "if (code === 'invalid-token' || code === 'missing-token') return",
    },
    { why: 'A 403 names no error.', file: PROBLEM, find: ', error="insufficient_scope"', replace: '' },
    {
      why: 'A 401 carries no challenge.',
      file: PROBLEM,
      find: 'return status === 401 ?',
      replace: 'return status === 0 ?',
    },
    {
      why: 'The client is told why a token was refused.',
      file: 'src/domain/access-token/access-token.errors.ts',
      find: "super('The access token is invalid or has expired.', options)",
      replace: 'super(`The access token is ${reason}.`, options)',
    },
    {
      why: 'The token of a deleted user is an error of the service.',
      file: 'src/application/access/actor-standing.ts',
      find: 'user: User | undefined): User {',
      replace: 'user: User | undefined): User {\n  if (!user) throw new Error();',
    },
  ],
};
