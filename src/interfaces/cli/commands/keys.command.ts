import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { Command, Option } from 'commander';
import { InvalidValue } from '../../../domain/shared/common.errors.js';
import type { CliContext } from '../cli-context.js';

/** NIST SP 800-57 part 1 (table 2) accepts 3072 bits beyond 2030. */
const RSA_BITS = 3_072;
const CURVES = { ES256: 'P-256', ES384: 'P-384', ES512: 'P-521' } as const;
const RSA_ALGORITHMS = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'] as const;

type Algorithm = keyof typeof CURVES | (typeof RSA_ALGORITHMS)[number];

export function keysCommand(context: CliContext): Command {
  return new Command('keys').description('Key pairs that sign access tokens').addCommand(
    new Command('generate')
      .description('Generate a private key for JWT_PRIVATE_KEY_FILE, in PKCS#8 PEM format')
      .addOption(
        new Option('--alg <algorithm>', 'signature algorithm')
          .choices([...RSA_ALGORITHMS, ...Object.keys(CURVES)])
          .makeOptionMandatory(),
      )
      .option('--out <file>', 'write to this new file, readable by its owner only, instead of printing it')
      .action(({ alg, out }: { alg: Algorithm; out?: string }) => {
        const pem = generate(alg).export({ type: 'pkcs8', format: 'pem' }).toString();
        if (out === undefined) {
          for (const line of pem.trimEnd().split('\n')) context.print(line);
          return;
        }
        writeNewFile(out, pem);
        context.print(`JWT_ALGORITHM=${alg}`);
        context.print(`JWT_PRIVATE_KEY_FILE=${out}`);
      }),
  );
}

/** Never overwrites a file, because the tokens signed with an overwritten key would become invalid. */
function writeNewFile(path: string, text: string): void {
  try {
    writeFileSync(path, text, { mode: 0o600, flag: 'wx' });
  } catch {
    throw new InvalidValue('out', `must name a new file in a writable folder, and not ${path}`);
  }
}

function generate(algorithm: Algorithm): KeyObject {
  if (algorithm in CURVES) {
    const namedCurve = CURVES[algorithm as keyof typeof CURVES];
    return generateKeyPairSync('ec', { namedCurve }).privateKey;
  }
  return generateKeyPairSync('rsa', { modulusLength: RSA_BITS }).privateKey;
}
