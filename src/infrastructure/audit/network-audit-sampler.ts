import type { AuditEvent, AuditEventType } from '../../domain/audit/audit-event.js';
import type { AuditSampler } from '../../domain/audit/audit-sampler.port.js';
import type { Clock } from '../../domain/shared/clock.port.js';
import { clientNetworkOf } from '../client-network.js';

/** The events that a client can cause as often as it likes, because no other limit applies to them. */
const SAMPLED: ReadonlySet<AuditEventType> = new Set([
  'token_rejected',
  'access_denied',
  'login_throttled',
  'revocation_check_bypassed',
]);

const PERIOD_MS = 60_000;
const WRITTEN_PER_PERIOD = 20;

/** The number of kinds that are distinguished in a period. Beyond it, all networks count as one. */
const MAX_KINDS = 1_000;

interface Tally {
  written: number;
  counted: number;
  last: AuditEvent;
}

/** Writes the first twenty events of one type, reason and client network in each minute, and counts the others. */
export class NetworkAuditSampler implements AuditSampler {
  readonly #tallies = new Map<string, Tally>();
  #periodEnd = 0;
  #counted = 0;

  constructor(private readonly clock: Clock) {}

  /** The number of events since the start that were counted instead of written. */
  get counted(): number {
    return this.#counted;
  }

  sample(event: AuditEvent): readonly AuditEvent[] {
    const due = this.#endPeriodWhenOver();
    if (!SAMPLED.has(event.type)) return [...due, event];
    const tally = this.#tallyOf(event);
    if (tally.written < WRITTEN_PER_PERIOD) {
      tally.written += 1;
      return [...due, event];
    }
    tally.counted += 1;
    tally.last = event;
    this.#counted += 1;
    return due;
  }

  flush(): readonly AuditEvent[] {
    const counted = [...this.#tallies.values()].filter((tally) => tally.counted > 0);
    this.#tallies.clear();
    return counted.map((tally) => ({ ...tally.last, count: tally.counted }));
  }

  #endPeriodWhenOver(): readonly AuditEvent[] {
    const elapsed = this.clock.elapsedMs();
    if (elapsed < this.#periodEnd) return [];
    this.#periodEnd = elapsed + PERIOD_MS;
    return this.flush();
  }

  #tallyOf(event: AuditEvent): Tally {
    const { type, reason, client } = event;
    const own = `${type} ${reason} ${clientNetworkOf(client.ipAddress)}`;
    const key = this.#tallies.has(own) || this.#tallies.size < MAX_KINDS ? own : `${type} ${reason}`;
    const tally = this.#tallies.get(key) ?? { written: 0, counted: 0, last: event };
    this.#tallies.set(key, tally);
    return tally;
  }
}
