/** A value that would not come back as it was stored. It is a fault of the caller, and no outage of the database. */
export class UnstorableValue extends TypeError {
  constructor(what: string) {
    super(`A database does not give back ${what} as it was stored.`);
    this.name = 'UnstorableValue';
  }
}

/** libsql cuts text off at a NUL, and PostgreSQL refuses it. Lone surrogates have no form in UTF-8. */
export function isStorableText(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed();
}

/**
 * Refuses what a driver would change, or what ends the process: libsql aborts on a boolean.
 * @throws UnstorableValue
 */
export function toStorable(value: unknown): string | number | Date | null {
  if (value === null) return value;
  if (typeof value === 'string') {
    if (isStorableText(value)) return value;
    throw new UnstorableValue('text with a NUL or a lone surrogate');
  }
  if (typeof value === 'number') {
    if (Number.isSafeInteger(value)) return value;
    throw new UnstorableValue('a number that is no safe integer');
  }
  if (value instanceof Date) {
    if (!Number.isNaN(value.getTime())) return value;
    throw new UnstorableValue('an invalid date');
  }
  throw new UnstorableValue(`a value of the type ${typeof value}`);
}
