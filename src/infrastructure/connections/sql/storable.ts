/** The database would not return this value as it was stored. That is an error of the caller and not an outage. */
export class UnstorableValue extends TypeError {
  constructor(what: string) {
    super(`The database cannot store ${what} without changing it.`);
    this.name = 'UnstorableValue';
  }
}

/** libsql truncates text at a NUL character, and PostgreSQL rejects it. A lone surrogate cannot be encoded in UTF-8. */
export function isStorableText(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed();
}

/**
 * Rejects values that a driver would change. It also rejects booleans, because libsql aborts the process on them.
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
    throw new UnstorableValue('a number that is not a safe integer');
  }
  if (value instanceof Date) {
    if (!Number.isNaN(value.getTime())) return value;
    throw new UnstorableValue('an invalid date');
  }
  throw new UnstorableValue(`a value of type ${typeof value}`);
}
