import type { Migration } from '../../../src/domain/shared/migration.port.js';

export class FakeMigration implements Migration {
  applied = false;

  constructor(readonly name: string) {}

  async pending(): Promise<boolean> {
    return !this.applied;
  }

  async apply(): Promise<void> {
    this.applied = true;
  }
}
