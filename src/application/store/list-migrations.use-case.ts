import type { Migration } from '../../domain/shared/migration.port.js';

export interface MigrationStatus {
  readonly name: string;
  readonly pending: boolean;
}

/** Lists the migrations of the stores, and whether each is pending. */
export class ListMigrations {
  constructor(private readonly migrations: readonly Migration[]) {}

  async execute(): Promise<MigrationStatus[]> {
    const statuses: MigrationStatus[] = [];
    for (const migration of this.migrations) {
      statuses.push({ name: migration.name, pending: await migration.pending() });
    }
    return statuses;
  }
}
