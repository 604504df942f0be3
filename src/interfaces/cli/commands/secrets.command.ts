import { randomBytes } from 'node:crypto';
import { Command } from 'commander';
import type { CliContext } from '../cli-context.js';

/** 48 bytes are encoded as 64 characters, which is enough for HS512 (RFC 7518 §3.2). */
const SECRET_BYTES = 48;

export function secretsCommand(context: CliContext): Command {
  return new Command('secrets').description('Secrets for the settings').addCommand(
    new Command('generate')
      .description('Print new secrets as NAME=value lines for the environment')
      .action(() => {
        for (const variable of ['JWT_SECRET', 'REFRESH_TOKEN_KEYS']) {
          context.print(`${variable}=${randomBytes(SECRET_BYTES).toString('base64url')}`);
        }
      }),
  );
}
