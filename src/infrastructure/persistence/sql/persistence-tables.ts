import type { ColumnType } from 'kysely';

/** SQLite gives milliseconds since 1970. */
type Instant = ColumnType<Date | number, Date, Date>;

/** PostgreSQL gives text, as 64 bits may be more than a number holds. */
type Bigint = ColumnType<number | string, number, number>;

export interface PersistenceTables {
  readonly users: {
    readonly id: string;
    readonly email: string;
    readonly name: string | null;
    /** JSON. */
    readonly roles: string;
    readonly status: string;
    readonly password_hash: string | null;
    readonly email_verified_at: ColumnType<Date | number | null, Date | null, Date | null>;
    readonly version: Bigint;
    /** Counts all changes; `version` counts some. */
    readonly revision: Bigint;
    readonly created_at: Instant;
    readonly updated_at: Instant;
  };
  readonly sessions: {
    readonly id: string;
    readonly user_id: string;
    readonly nonce: string;
    readonly generation: Bigint;
    /** JSON. */
    readonly rotations: string;
    readonly created_at: Instant;
    readonly last_used_at: Instant;
    readonly expires_at: Instant;
    readonly absolute_expires_at: Instant;
    readonly user_agent: string | null;
    readonly ip_address: string | null;
  };
}
