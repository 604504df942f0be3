import { randomUUID } from 'node:crypto';
import type { IdGenerator } from '../../domain/shared/id-generator.port.js';

/** UUIDv4 (RFC 9562 §5.4): 122 random bits, and no time of creation to read from an id. */
export class UuidIdGenerator implements IdGenerator {
  generate(): string {
    return randomUUID();
  }
}
