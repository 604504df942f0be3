import type { HealthIndicator } from '../../domain/shared/health-indicator.port.js';
import type { Logger } from '../../domain/shared/logger.port.js';

/** A dependency that takes longer than this is down for whoever waits for it. */
const CHECK_TIMEOUT_MS = 1_000;

export interface ReadinessReport {
  readonly status: 'ok' | 'unavailable' | 'draining';
  /** By slot. Only up or down: why is in the log, this is open to anyone. */
  readonly checks: Readonly<Record<string, 'up' | 'down'>>;
}

/** Whether new requests should be sent here. */
export class Readiness {
  private draining = false;

  constructor(
    private readonly indicators: readonly HealthIndicator[],
    private readonly logger: Logger,
  ) {}

  /** From now on the service finishes what it has, and asks for nothing more. */
  startDraining(): void {
    this.draining = true;
  }

  async report(): Promise<ReadinessReport> {
    const states = await Promise.all(
      this.indicators.map(async (indicator) => [indicator.name, await this.stateOf(indicator)] as const),
    );
    const allUp = states.every(([, state], index) => state === 'up' || this.indicators[index]?.isOptional);
    return {
      status: this.draining ? 'draining' : allUp ? 'ok' : 'unavailable',
      checks: Object.fromEntries(states),
    };
  }

  private async stateOf(indicator: HealthIndicator): Promise<'up' | 'down'> {
    let timer: NodeJS.Timeout | undefined;
    const timeout = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(reject, CHECK_TIMEOUT_MS, new Error(`no answer within ${CHECK_TIMEOUT_MS} ms`));
    });
    try {
      await Promise.race([indicator.check(), timeout]);
      return 'up';
    } catch (error) {
      this.logger.warn({ err: error, dependency: indicator.name }, 'a dependency is down');
      return 'down';
    } finally {
      clearTimeout(timer);
    }
  }
}
