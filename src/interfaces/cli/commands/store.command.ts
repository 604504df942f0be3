import { Command } from 'commander';
import type { CliContext } from '../cli-context.js';

export function storeCommand(context: CliContext): Command {
  return new Command('store')
    .description('Schemas and indexes of the stores')
    .addCommand(
      new Command('status')
        .description('List the migrations, each with its state: applied or pending')
        .action(async () => {
          const { listMigrations } = await context.stores();
          for (const { name, pending } of await listMigrations.execute()) {
            context.print(name, pending ? 'pending' : 'applied');
          }
        }),
    )
    .addCommand(
      new Command('migrate')
        .description('Apply the pending migrations, and list those that were applied')
        .action(async () => {
          const { migrateStores } = await context.stores();
          for (const name of await migrateStores.execute()) context.print(name, 'applied');
        }),
    );
}
