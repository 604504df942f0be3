/** As PostgreSQL and SQLite call it. */
const FOREIGN_KEY_VIOLATIONS: readonly unknown[] = ['23503', 'SQLITE_CONSTRAINT_FOREIGNKEY'];

/** Whether a row was refused because the row that it belongs to is not there. */
export function isForeignKeyViolation(error: unknown): boolean {
  return error instanceof Error && 'code' in error && FOREIGN_KEY_VIOLATIONS.includes(error.code);
}
