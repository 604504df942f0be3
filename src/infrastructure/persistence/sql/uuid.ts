const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * Whether the text is a UUID in the stored form, in lower case. Adapters treat any other text as an id that does not exist.
 * PostgreSQL would reject the text, or match it with a stored id in another spelling.
 */
export function isUuid(text: string): boolean {
  return UUID.test(text);
}
