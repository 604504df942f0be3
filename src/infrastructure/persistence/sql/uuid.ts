const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * Whether the text is an id as it is stored. Any other text is an absent id, which PostgreSQL would refuse, or take for another
 * spelling of one that is there.
 */
export function isUuid(text: string): boolean {
  return UUID.test(text);
}
