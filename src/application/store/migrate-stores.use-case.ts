import type { Migration } from '../../domain/shared/migration.port.js';

/** Applies the pending migrations in the order in which the technologies declare them. It can be repeated after a failure. */
export class MigrateStores {
  constructor(private readonly migrations: readonly Migration[]) {}

  /** @returns the names of the migrations that were applied */
  async execute(): Promise<string[]> {
    const applied: string[] = [];
    for (const migration of this.migrations) {
      if (!(await migration.pending())) continue;
      await migration.apply();
      applied.push(migration.name);
    }
    return applied;
  }
}
