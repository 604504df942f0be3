import type { Container } from 'inversify';
import { AuditRecorder } from '../application/audit/audit-recorder.js';
import { ListMigrations } from '../application/store/list-migrations.use-case.js';
import { MigrateStores } from '../application/store/migrate-stores.use-case.js';
import { DependencyUnavailable } from '../domain/shared/common.errors.js';
import type { HealthIndicator } from '../domain/shared/health-indicator.port.js';
import type { Logger } from '../domain/shared/logger.port.js';
import { SystemClock } from '../infrastructure/system/system-clock.js';
import { ports } from '../wiring/port-identifiers.js';
import type { Configuration } from './configuration/load-configuration.js';
import { Connections } from './connections.js';
import { createContainer } from './container.js';
import { EX_CONFIG, StartError } from './start-error.js';
import { StartRetry, unreachable } from './start-retry.js';

/** For messages, such as of a user of a database who may not read the table. */
const APPLIED_MIGRATIONS = 'The list of applied migrations';

/** The container with open connections to the stores, without any driving adapter. Every entry point starts with it. */
export class Core {
  #isPrepared = false;

  private constructor(
    readonly container: Container,
    private readonly connections: Connections,
    private readonly retry: StartRetry,
    private readonly configuration: Configuration,
  ) {}

  /**
   * @param report takes one line for each attempt to reach a store that fails
   * @throws StartError when the technologies do not fit together, or a store cannot be reached in time
   */
  static async open(
    configuration: Configuration,
    logger: Logger,
    report: (line: string) => void,
  ): Promise<Core> {
    const timeoutMs = configuration.STORE_START_TIMEOUT_SECONDS * 1_000;
    const retry = new StartRetry({ timeoutMs, clock: new SystemClock(), report });
    const container = await createContainer(configuration, logger);
    const connections = await Connections.open(configuration.connections, retry);
    container.load(connections.createModule());
    return new Core(container, connections, retry, configuration);
  }

  /**
   * Waits for the stores that technologies open by themselves, and ensures that no store lacks a migration. In production, the
   * operator applies migrations, because they can take long and several instances may start at once.
   * @throws StartError when a store does not answer in time, or lacks a migration in production
   */
  async prepare(): Promise<void> {
    for (const indicator of await this.#healthIndicators()) {
      await this.retry.untilReachable(this.#describe(indicator), () => indicator.check());
    }
    if (this.configuration.NODE_ENV === 'production') await this.#requireMigrations();
    else await (await this.container.getAsync(MigrateStores)).execute();
    this.#isPrepared = true;
  }

  /** Writes the counts of audit events that are not written yet, and closes every adapter. */
  async close(): Promise<void> {
    try {
      if (this.#isPrepared) await (await this.container.getAsync(AuditRecorder)).flush();
      await this.container.unbindAllAsync();
    } finally {
      await this.connections.close();
    }
  }

  /**
   * An adapter that opens its store by itself does so here. The container keeps a failed result, so there is only one attempt.
   */
  async #healthIndicators(): Promise<HealthIndicator[]> {
    try {
      return await this.container.getAllAsync(ports.HealthIndicator, { optional: true });
    } catch (error) {
      throw error instanceof DependencyUnavailable ? unreachable(error.dependency, error) : error;
    }
  }

  /** The setting that selected the technology, if the dependency fills a slot. */
  #describe({ name }: HealthIndicator): string {
    const variable = name.toUpperCase().replaceAll('-', '_');
    const choice = this.configuration.technologies.find(({ slot }) => slot === variable);
    return choice ? `${choice.slot}=${choice.name}` : name;
  }

  async #requireMigrations(): Promise<void> {
    const list = await this.container.getAsync(ListMigrations);
    const statuses = await this.retry.untilReachable(APPLIED_MIGRATIONS, () => list.execute());
    const missing = statuses.filter(({ pending }) => pending).map(({ name }) => name);
    if (missing.length === 0) return;
    const message = `A store lacks migrations that this version needs: ${missing.join(', ')}. Run: node dist/cli.js store migrate`;
    throw new StartError(message, EX_CONFIG);
  }
}
