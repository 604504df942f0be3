/**
 * Generates unguessable identifiers with at least 122 bits from a cryptographically secure source (RFC 9562 UUIDv4).
 * Each aggregate turns the text into its own kind of id, such as `toUserId(ids.generate())`.
 */
export interface IdGenerator {
  generate(): string;
}
