import type { ColumnType, Selectable } from 'kysely';

export interface ThrottlingTables {
  readonly throttling_counts: {
    readonly key: string;
    readonly points: ColumnType<number | string, number, number>;
    readonly expires_at: ColumnType<Date | number, Date, Date>;
  };
}

export type CountRow = Selectable<ThrottlingTables['throttling_counts']>;
