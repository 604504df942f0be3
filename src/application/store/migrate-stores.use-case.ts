import type { Migration } from '../../domain/shared/migration.port.js';

/** Gives the stores what they lack, in the order in which the technologies declare it. Stopped half-way, it can be run again. */
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
