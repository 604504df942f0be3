import { isSymmetric, type JwtAlgorithm } from './jwt-algorithm.js';
import { JwtKeys } from './jwt-keys.js';
import { type KeyProblem, KeyReader } from './key-reader.js';
import { signingKey, verificationKey } from './pem-key.js';
import { secretKey } from './secret-key.js';

export interface JwtKeyVariables<Algorithm extends JwtAlgorithm> {
  readonly JWT_ALGORITHM: Algorithm;
  readonly JWT_SECRET?: string | undefined;
  readonly JWT_PRIVATE_KEY?: string | undefined;
  readonly JWT_PREVIOUS_ALGORITHM?: Algorithm | undefined;
  readonly JWT_PREVIOUS_SECRETS: readonly string[];
  /** The contents of the files. */
  readonly JWT_PREVIOUS_KEY_FILES: readonly string[];
}

export class UnusableKeys extends Error {
  override readonly name = 'UnusableKeys';

  constructor(readonly problems: readonly KeyProblem[]) {
    super(problems.map(({ variable, message }) => `${variable} ${message}`).join('; '));
  }
}

/** @throws UnusableKeys */
export function createJwtKeys<Algorithm extends JwtAlgorithm>(
  variables: JwtKeyVariables<Algorithm>,
): JwtKeys<Algorithm> {
  const {
    JWT_ALGORITHM: algorithm,
    JWT_SECRET: secret = '',
    JWT_PRIVATE_KEY: pem = '',
    JWT_PREVIOUS_ALGORITHM: previousAlgorithm = algorithm,
    JWT_PREVIOUS_SECRETS: previousSecrets,
    JWT_PREVIOUS_KEY_FILES: previousPems,
  } = variables;

  const reader = new KeyReader();
  const signing = isSymmetric(algorithm)
    ? reader.read('JWT_SECRET', () => secretKey(algorithm, secret))
    : reader.read('JWT_PRIVATE_KEY', () => signingKey(algorithm, pem));
  const others = [
    ...reader.readAll('JWT_PREVIOUS_SECRETS', previousSecrets, (member) =>
      secretKey(previousAlgorithm, member),
    ),
    ...reader.readAll('JWT_PREVIOUS_KEY_FILES', previousPems, (member) =>
      verificationKey(previousAlgorithm, member),
    ),
  ];
  if (!signing || reader.problems.length > 0) throw new UnusableKeys(reader.problems);
  return new JwtKeys(signing, others);
}
