import { ContainerModule } from 'inversify';
import { ports } from '../wiring/port-identifiers.js';
import type { ChosenConnection } from './configuration/chosen-connections.js';
import type { StartRetry } from './start-retry.js';

interface OpenConnection {
  readonly chosen: ChosenConnection;
  readonly client: unknown;
}

/** The clients of the servers that the chosen technologies use. */
export class Connections {
  private constructor(private readonly all: readonly OpenConnection[]) {}

  /** @throws StartError if one of them cannot be opened in time. The others are then closed again */
  static async open(chosen: readonly ChosenConnection[], retry: StartRetry): Promise<Connections> {
    const all: OpenConnection[] = [];
    const connections = new Connections(all);
    try {
      for (const choice of chosen) {
        const { connection, variables } = choice;
        const attempt = () => connection.open(variables);
        all.push({ chosen: choice, client: await retry.untilReachable(describe(choice), attempt) });
      }
      return connections;
    } catch (error) {
      await connections.close();
      throw error;
    }
  }

  /** Binds each client, and one health indicator for each. */
  createModule(): ContainerModule {
    return new ContainerModule(({ bind }) => {
      for (const { chosen, client } of this.all) {
        const { connection } = chosen;
        bind(connection.client).toConstantValue(client);
        const check = () => connection.check(client);
        bind(ports.HealthIndicator).toConstantValue({ name: connection.name, check });
      }
    });
  }

  /** Call this after the last use of the clients. If one cannot be closed, the others are closed nevertheless. */
  async close(): Promise<void> {
    const closings = await Promise.allSettled(
      this.all.map(({ chosen, client }) => chosen.connection.close(client)),
    );
    for (const closing of closings) if (closing.status === 'rejected') throw closing.reason;
  }
}

/** Such as `REVOCATION=redis and THROTTLING=redis: the host cache:6379 of REDIS_URL`. */
function describe({ connection, variables, users }: ChosenConnection): string {
  const endpoint = connection.endpoint(variables);
  const place = 'file' in endpoint ? `the file ${endpoint.file}` : `the host ${endpoint.host}`;
  return `${users.join(' and ')}: ${place} of ${endpoint.variable}`;
}
