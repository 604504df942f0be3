import type { ColumnType } from 'kysely';

export interface RevocationTables {
  readonly revocations: {
    /** The kind and the id. */
    readonly key: string;
    readonly before_version: ColumnType<number | string, number, number>;
    /** Milliseconds since 1970, by the clock of the database. Rows from before this column existed have zero. */
    readonly changed_at: ColumnType<number | string, number, number>;
    readonly until: ColumnType<Date | number, Date, Date>;
  };
}
