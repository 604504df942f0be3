import { ContainerModule, type ResolutionContext } from 'inversify';
import { ListMigrations } from '../../application/store/list-migrations.use-case.js';
import { MigrateStores } from '../../application/store/migrate-stores.use-case.js';
import { ports } from '../../wiring/port-identifiers.js';

/** The schemas and indexes of the stores. */
export function storeModule(): ContainerModule {
  return new ContainerModule(({ bind }) => {
    const migrations = (context: ResolutionContext) =>
      context.getAllAsync(ports.Migration, { optional: true });
    bind(ListMigrations).toDynamicValue(async (context) => new ListMigrations(await migrations(context)));
    bind(MigrateStores).toDynamicValue(async (context) => new MigrateStores(await migrations(context)));
  });
}
