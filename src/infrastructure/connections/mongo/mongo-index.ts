import mongoose, { type Connection } from 'mongoose';
import type { Migration } from '../../../domain/shared/migration.port.js';
import { answerOf } from './answer-of.js';

export interface IndexSpecification {
  readonly slot: string;
  readonly collection: string;
  /** Change the name when you change the definition. Otherwise, servers keep the old index. */
  readonly name: string;
  readonly keys: Readonly<Record<string, 1 | -1>>;
  readonly unique?: boolean;
  /** The server deletes a document this number of seconds after the date in the indexed field. */
  readonly expireAfterSeconds?: number;
}

/**
 * The server decides by its own clock which documents have expired. With this delay of a day, a server whose clock is ahead does
 * not delete documents that are still in use.
 */
export const EXPIRY_GRACE_SECONDS = 24 * 60 * 60;

/** Building an index has no time limit, because it reads all stored documents on every member of the replica set. */
const UNLIMITED = { socketTimeoutMS: 0, writeConcern: { w: 'majority' } } as const;

/** Returns the names of the indexes that are being built, from each shard. */
const BUILDS = [
  { $collStats: { storageStats: {} } },
  { $project: { names: { $ifNull: ['$storageStats.indexBuilds', []] } } },
];

/**
 * Creates an index, and the collection if it does not exist. `apply` may be repeated and may run concurrently: the server keeps
 * an existing index, and waits for one that is being built.
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

  /** An index that is being built counts as pending: the server lists it, but it does not enforce anything yet. */
  async pending(): Promise<boolean> {
    const { slot, collection, name } = this.index;
    const [found, builds] = await answerOf(
      slot,
      Promise.all([
        this.#collection(collection).indexes().catch(noneIfAbsent),
        this.#collection(collection).aggregate(BUILDS).toArray().catch(noneIfAbsent),
      ]),
    );
    const isBeingBuilt = builds.some(({ names }) => names.includes(name));
    return isBeingBuilt || !found.some((index) => index.name === name);
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
