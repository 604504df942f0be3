import { addAbortListener } from 'node:events';
import type { RevocationFeed } from '../../../domain/access-token/revocation-feed.port.js';
import type { RevocationStore } from '../../../domain/access-token/revocation-store.port.js';
import type { Clock } from '../../../domain/shared/clock.port.js';
import { closeClient } from '../../connections/redis/redis-client.js';
import type { RedisStore } from '../../connections/redis/redis-store.js';
import { RetentionClock } from '../../system/retention-clock.js';
import { toRevocation } from '../revocation-keys.js';
import { STREAM } from './revocation-stream.js';

const PAGE_SIZE = 1_000;

/** Milliseconds for which the server waits for an entry. Shorter than the silence after which the client gives up a connection. */
const WAIT_MS = 1_000;

/**
 * Reads the stream from the last entry of the previous read. The ids of a stream only increase, so all new entries follow that
 * entry. If that entry no longer exists, it has expired, or the server has lost its data. Then the whole stream is read.
 */
export class RedisRevocationFeed implements RevocationFeed<string | undefined> {
  readonly #retention: RetentionClock;

  constructor(
    private readonly store: RedisStore,
    clock: Clock,
  ) {
    this.#retention = new RetentionClock(clock);
  }

  async copyTo(copy: RevocationStore, since?: string): Promise<string | undefined> {
    let last = since;
    for (;;) {
      const entries = await this.#entriesFrom(last);
      if (last !== undefined && entries[0]?.id !== last) {
        last = undefined;
        continue;
      }
      for (const { message } of entries) await this.#copy(message, copy);
      last = entries.at(-1)?.id;
      if (entries.length < PAGE_SIZE) return last;
    }
  }

  /** Waits for entries behind the last one that is known. So none is missed between two commands. */
  async *notifications(signal: AbortSignal): AsyncGenerator<void> {
    const client = await this.store.connectAnother();
    const stop = addAbortListener(signal, () => closeClient(client));
    try {
      const newest = await client.xRevRange(STREAM, '+', '-', { COUNT: 1 });
      let id = newest?.[0]?.id ?? '0';
      yield;
      for (;;) {
        const news = await client.xRead({ key: STREAM, id }, { BLOCK: WAIT_MS, COUNT: PAGE_SIZE });
        const last = news?.[0]?.messages.at(-1);
        if (last === undefined) continue;
        id = last.id;
        yield;
      }
    } catch (error) {
      if (!signal.aborted) throw error;
    } finally {
      stop[Symbol.dispose]();
      closeClient(client);
    }
  }

  async #entriesFrom(id = '-') {
    const page = { COUNT: PAGE_SIZE };
    return (await this.store.run('revocation', (client) => client.xRange(STREAM, id, '+', page))) ?? [];
  }

  async #copy(entry: Record<string, string>, copy: RevocationStore): Promise<void> {
    const until = Number(entry['until']);
    if (until <= this.#retention.now()) return;
    await copy.revoke([toRevocation(entry['key'] ?? '', Number(entry['version']))], new Date(until));
  }
}
