import type { ColumnType } from 'kysely';

/** PostgreSQL returns a `Date`. SQLite returns milliseconds since 1970. */
type Instant = ColumnType<Date | number, Date, Date>;

/** PostgreSQL returns text, because a JavaScript number cannot hold every 64-bit integer. */
type Bigint = ColumnType<number | string, number, number>;

export interface PersistenceTables {
  readonly users: {
    readonly id: string;
    readonly email: string;
    readonly name: string | null;
    /** A JSON array of role names. */
    readonly roles: string;
    readonly status: string;
    readonly password_hash: string | null;
    readonly email_verified_at: ColumnType<Date | number | null, Date | null, Date | null>;
    readonly version: Bigint;
    /** Counts all changes. `version` counts only those that revoke access tokens. */
    readonly revision: Bigint;
    readonly created_at: Instant;
    readonly updated_at: Instant;
  };
  readonly sessions: {
    readonly id: string;
    readonly user_id: string;
    readonly nonce: string;
    readonly generation: Bigint;
    /** A JSON array of `[from, to, at]`, where `at` is in milliseconds since 1970. */
    readonly rotations: string;
    readonly created_at: Instant;
    readonly last_used_at: Instant;
    readonly expires_at: Instant;
    readonly absolute_expires_at: Instant;
    readonly user_agent: string | null;
    readonly ip_address: string | null;
  };
}
