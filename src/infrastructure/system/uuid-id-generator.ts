import { randomUUID } from 'node:crypto';
import type { IdGenerator } from '../../domain/shared/id-generator.port.js';

/** UUIDv4 (RFC 9562 §5.4): 122 random bits. Unlike a UUIDv7, it does not reveal when it was created. */
export class UuidIdGenerator implements IdGenerator {
  generate(): string {
    return randomUUID();
  }
}
