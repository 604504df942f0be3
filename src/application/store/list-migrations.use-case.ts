import type { Migration } from '../../domain/shared/migration.port.js';

export interface MigrationStatus {
  readonly name: string;
  readonly pending: boolean;
}

/** What the stores need, and whether they have it. */
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
