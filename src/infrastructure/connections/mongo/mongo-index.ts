import mongoose, { type Connection } from 'mongoose';
import type { Migration } from '../../../domain/shared/migration.port.js';
import { answerOf } from './answer-of.js';

export interface IndexSpecification {
  readonly slot: string;
  readonly collection: string;
  /** Another definition is another name, or else no server that has the old one gets it. */
  readonly name: string;
  readonly keys: Readonly<Record<string, 1 | -1>>;
  readonly unique?: boolean;
  /** The server deletes a document so many seconds after the date in the index. */
  readonly expireAfterSeconds?: number;
}

/** The server decides by its own clock what has expired. A day late, a clock that is ahead deletes nothing that is in use. */
export const EXPIRY_GRACE_SECONDS = 24 * 60 * 60;

/** To build an index takes as long as it takes: over what is stored, and on every member of a replica set. */
const UNLIMITED = { socketTimeoutMS: 0, writeConcern: { w: 'majority' } } as const;

/**
 * An index, and the collection with it where there is none. The server makes it safe to call again and at the same time: it
 * leaves an index that is there alone, and waits for one that is being built.
 */
export class MongoIndex implements Migration {
  constructor(
    private readonly connection: Connection,
    private readonly index: IndexSpecification,
  ) {}

  get name(): string {
    const { slot, collection, name } = this.index;
    return `${slot}: index ${name} of ${collection}`;
  }

  async pending(): Promise<boolean> {
    const { slot, collection, name } = this.index;
    const found = this.#collection(collection).indexes().catch(noneIfAbsent);
    return !(await answerOf(slot, found)).some((index) => index.name === name);
  }

  async apply(): Promise<void> {
    const { slot: _slot, collection, keys, ...options } = this.index;
    await this.#collection(collection).createIndex({ ...keys }, { ...options, ...UNLIMITED });
  }

  #collection(name: string) {
    return this.connection.getClient().db().collection(name);
  }
}

const NAMESPACE_NOT_FOUND = 26;

function noneIfAbsent(error: unknown): [] {
  if (error instanceof mongoose.mongo.MongoServerError && error.code === NAMESPACE_NOT_FOUND) return [];
  throw error;
}
