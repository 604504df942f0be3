import { Command } from 'commander';
import { toSessionId } from '../../../domain/session/session-id.js';
import { AS_OPERATOR, type CliContext } from '../cli-context.js';

export function sessionCommand(context: CliContext): Command {
  return new Command('session')
    .description('Sessions of a user')
    .addCommand(
      new Command('list')
        .description(
          'List the live sessions, the latest login first: id, login, last use, address, user agent',
        )
        .argument('<email>')
        .action(async (email: string) => {
          const { findUserByEmail, listSessions } = await context.useCases();
          const { id } = await findUserByEmail.execute({ email });
          for (const session of await listSessions.execute({ userId: id, ...AS_OPERATOR })) {
            const { createdAt, lastUsedAt, ipAddress, userAgent } = session;
            const times = [createdAt.toISOString(), lastUsedAt.toISOString()];
            context.print(session.id, ...times, ipAddress ?? '-', userAgent ?? '-');
          }
        }),
    )
    .addCommand(
      new Command('end')
        .description('End one session and revoke its access tokens')
        .argument('<email>')
        .argument('<session-id>')
        .action(async (email: string, sessionId: string) => {
          const { findUserByEmail, endSession } = await context.useCases();
          const { id } = await findUserByEmail.execute({ email });
          await endSession.execute({
            userId: id,
            sessionId: toSessionId(sessionId),
            ...AS_OPERATOR,
          });
          context.print(`Ended ${sessionId}`);
        }),
    )
    .addCommand(
      new Command('end-all')
        .description('End all sessions of a user and revoke all access tokens')
        .argument('<email>')
        .action(async (email: string) => {
          const { findUserByEmail, endUserSessions } = await context.useCases();
          const { id } = await findUserByEmail.execute({ email });
          await endUserSessions.execute({ userId: id, ...AS_OPERATOR });
          context.print(`Ended all sessions of ${id}`);
        }),
    );
}
