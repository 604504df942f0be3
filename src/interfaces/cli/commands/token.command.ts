import { Command } from 'commander';
import { toTokenId } from '../../../domain/access-token/token-id.js';
import { type CliContext, TERMINAL } from '../cli-context.js';

export function tokenCommand(context: CliContext): Command {
  return new Command('token').description('Access tokens').addCommand(
    new Command('revoke')
      .description('Revoke one access token by its jti; its session stays open')
      .argument('<jti>')
      .action(async (jti: string) => {
        const { revokeAccessToken } = await context.useCases();
        await revokeAccessToken.execute({ tokenId: toTokenId(jti), client: TERMINAL });
        context.print(`Revoked ${jti}`);
      }),
  );
}
