/**
 * The document, if the server would give it back as it is. The driver silently stores `null` for what is undefined, another date
 * for an invalid one, U+FFFD for half of a surrogate pair, and a number for a bigint.
 * @throws TypeError for such a value
 */
export function unchanged<Document extends object>(document: Document): Document {
  for (const [field, value] of Object.entries(document)) {
    if (!comesBack(value)) throw new TypeError(`MongoDB would change what is stored in the field: ${field}`);
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
