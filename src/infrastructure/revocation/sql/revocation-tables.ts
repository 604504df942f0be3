import type { ColumnType } from 'kysely';

export interface RevocationTables {
  readonly revocations: {
    /** The kind and the id. */
    readonly key: string;
    readonly before_version: ColumnType<number | string, number, number>;
    /** In milliseconds since 1970, by the clock of the database. Zero before there was this column. */
    readonly changed_at: ColumnType<number | string, number, number>;
    readonly until: ColumnType<Date | number, Date, Date>;
  };
}
