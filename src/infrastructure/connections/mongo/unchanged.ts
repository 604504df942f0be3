/**
 * Returns the document if the driver can store it without a change. The driver silently stores `null` for `undefined`, a different
 * date for an invalid date, U+FFFD for a lone surrogate, and a number for a bigint.
 * @throws TypeError if a field contains such a value
 */
export function unchanged<Document extends object>(document: Document): Document {
  for (const [field, value] of Object.entries(document)) {
    if (!comesBack(value))
      throw new TypeError(`MongoDB cannot store the field without changing it: ${field}`);
  }
  return document;
}

function comesBack(value: unknown): boolean {
  switch (typeof value) {
    case 'string':
      return value.isWellFormed();
    case 'object':
      if (value instanceof Date) return !Number.isNaN(value.getTime());
      return value === null || Object.values(value).every(comesBack);
    default:
      return typeof value === 'number' || typeof value === 'boolean';
  }
}
