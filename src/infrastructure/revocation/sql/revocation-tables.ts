import type { ColumnType } from 'kysely';

export interface RevocationTables {
  readonly revocations: {
    /** The kind and the id. */
    readonly key: string;
    readonly before_version: ColumnType<number | string, number, number>;
    readonly until: ColumnType<Date | number, Date, Date>;
  };
}
