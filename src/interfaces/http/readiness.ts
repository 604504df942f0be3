import type { Clock } from '../../domain/shared/clock.port.js';
import type { HealthIndicator } from '../../domain/shared/health-indicator.port.js';
import type { OutageLog } from './outage-log.js';

/** Anyone can request this, and frequent requests must not burden the dependencies. */
const CACHE_MS = 1_000;

type State = 'up' | 'down';
type States = readonly (readonly [name: string, state: State])[];

export interface ReadinessReport {
  readonly status: 'ok' | 'unavailable' | 'draining';
  /** The state of each dependency. It contains no reason, because anyone can read it. The reason is in the log. */
  readonly checks: Readonly<Record<string, State>>;
}

/** Decides whether the service should get new requests. */
export class Readiness {
  private draining = false;
  private latest: { readonly at: number; readonly states: Promise<States> } | undefined;

  constructor(
    /** Each one resolves or rejects within a time limit. */
    private readonly indicators: readonly HealthIndicator[],
    private readonly outages: OutageLog,
    private readonly clock: Clock,
  ) {}

  /** After this call, the service reports that it is draining. */
  startDraining(): void {
    this.draining = true;
  }

  async report(): Promise<ReadinessReport> {
    const states = await this.recentStates();
    const allUp = states.every(([, state], index) => state === 'up' || this.indicators[index]?.isOptional);
    return {
      status: this.draining ? 'draining' : allUp ? 'ok' : 'unavailable',
      checks: Object.fromEntries(states),
    };
  }

  /** Requests that arrive during a check share its result. */
  private recentStates(): Promise<States> {
    const now = this.clock.elapsedMs();
    if (this.latest && now - this.latest.at < CACHE_MS) return this.latest.states;
    this.latest = { at: now, states: this.check() };
    return this.latest.states;
  }

  private async check(): Promise<States> {
    const states = await Promise.all(
      this.indicators.map(async (indicator) => [indicator.name, await this.stateOf(indicator)] as const),
    );
    const down = states.filter(([, state]) => state === 'down');
    const up = new Set(states.filter(([, state]) => state === 'up').map(([name]) => name));
    // An adapter and a check may use different names for the same store. If no check fails, that store answers, too.
    this.outages.endWhere((dependency) => down.length === 0 || up.has(dependency));
    return states;
  }

  private async stateOf(indicator: HealthIndicator): Promise<State> {
    try {
      await indicator.check();
      return 'up';
    } catch (error) {
      this.outages.failed(indicator.name, error);
      return 'down';
    }
  }
}
