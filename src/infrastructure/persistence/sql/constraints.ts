/** The error codes of PostgreSQL and SQLite. */
const FOREIGN_KEY_VIOLATIONS: readonly unknown[] = ['23503', 'SQLITE_CONSTRAINT_FOREIGNKEY'];

/** Whether the database rejected a row because the row that it references does not exist. */
export function isForeignKeyViolation(error: unknown): boolean {
  return error instanceof Error && 'code' in error && FOREIGN_KEY_VIOLATIONS.includes(error.code);
}
