import { Argument, Command, Option } from 'commander';
import type { UserProfile } from '../../../application/account/user-profile.js';
import { ROLES, type Role } from '../../../domain/user/role.js';
import type { UserCursor } from '../../../domain/user/user-repository.port.js';
import { USER_STATUSES, type UserStatus } from '../../../domain/user/user-status.js';
import { AS_OPERATOR, type CliContext } from '../cli-context.js';

const PAGE_SIZE = 100;

export function userCommand(context: CliContext): Command {
  const print = (user: UserProfile): void =>
    context.print(user.id, user.email, user.status, user.roles.join(','));

  return new Command('user')
    .description('Users and their roles')
    .addCommand(
      new Command('create')
        .description('Create a user; prompts for the password, or reads it from standard input')
        .requiredOption('--email <email>', 'e-mail address')
        .option('--name <name>', 'display name')
        .addOption(new Option('--role <role>', 'role').choices(ROLES).default('user'))
        .action(async ({ role, ...user }: { email: string; name?: string; role: Role }) => {
          const { createUser } = await context.useCases();
          const password = await context.askPassword();
          print(await createUser.execute({ ...user, password, roles: [role], ...AS_OPERATOR }));
        }),
    )
    .addCommand(
      new Command('list')
        .description('List users, the oldest first: id, e-mail address, status, roles')
        .addOption(new Option('--role <role>', 'only users with this role').choices(ROLES))
        .addOption(new Option('--status <status>', 'only users with this status').choices(USER_STATUSES))
        .action(async (filter: { role?: Role; status?: UserStatus }) => {
          const { listUsers } = await context.useCases();
          let after: UserCursor | undefined;
          do {
            const page = await listUsers.execute({ ...filter, limit: PAGE_SIZE, after, ...AS_OPERATOR });
            page.users.forEach(print);
            after = page.next;
          } while (after);
        }),
    )
    .addCommand(
      new Command('disable')
        .description('Disable a user: refuse logins, end all sessions and revoke all access tokens')
        .argument('<email>')
        .action(async (email: string) => print(await update(context, email, { status: 'disabled' }))),
    )
    .addCommand(
      new Command('enable')
        .description('Enable a disabled user')
        .argument('<email>')
        .action(async (email: string) => print(await update(context, email, { status: 'active' }))),
    )
    .addCommand(
      new Command('set-roles')
        .description("Replace a user's roles, with effect on the next request")
        .argument('<email>')
        .addArgument(new Argument('<roles...>').choices(ROLES))
        .action(async (email: string, roles: Role[]) => print(await update(context, email, { roles }))),
    )
    .addCommand(
      new Command('set-password')
        .description(
          'Replace the password and end all sessions; prompts for the password, or reads it from standard input',
        )
        .argument('<email>')
        .action(async (email: string) => {
          const { findUserByEmail, setPassword } = await context.useCases();
          const user = await findUserByEmail.execute({ email });
          const password = await context.askPassword();
          await setPassword.execute({ userId: user.id, password, ...AS_OPERATOR });
          print(user);
        }),
    )
    .addCommand(
      new Command('delete')
        .description('Delete a user, end all sessions and revoke all access tokens')
        .argument('<email>')
        .action(async (email: string) => {
          const { findUserByEmail, deleteUser } = await context.useCases();
          const { id } = await findUserByEmail.execute({ email });
          await deleteUser.execute({ userId: id, ...AS_OPERATOR });
          context.print(`Deleted ${id}`);
        }),
    );
}

async function update(
  context: CliContext,
  email: string,
  changes: { status?: UserStatus; roles?: Role[] },
): Promise<UserProfile> {
  const { findUserByEmail, updateUser } = await context.useCases();
  const { id } = await findUserByEmail.execute({ email });
  return updateUser.execute({ userId: id, ...changes, ...AS_OPERATOR });
}
