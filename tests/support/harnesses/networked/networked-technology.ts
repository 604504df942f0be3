import { ContainerModule, type ServiceIdentifier } from 'inversify';
import { z } from 'zod';
import { withTimeLimit } from '../../../../src/infrastructure/time-limit.js';
import { ports } from '../../../../src/wiring/port-identifiers.js';
import { defineTechnology } from '../../../../src/wiring/technology.js';
import type { StoreUnderTest } from '../harness.js';
import { healthOf } from '../health-of.js';
import { loadTechnology } from '../load-technology.js';
import { type ClientBehaviour, LIMIT_MS, NetworkedClient } from './networked-client.js';
import type { NetworkedServer } from './networked-server.js';

const Client: ServiceIdentifier<NetworkedClient> = Symbol('NetworkedClient');

/** The members that a mutant can change. */
export interface Behaviour extends ClientBehaviour {
  readonly checksHealth?: boolean;
}

type BindPorts = (
  bind: <Port extends object>(
    port: ServiceIdentifier<Port>,
    create: (client: NetworkedClient) => Port,
  ) => void,
) => void;

/** Loads a technology on the server like the service does. The client is opened once and closed with the container. */
export async function loadNetworked<Store>(
  slot: string,
  server: NetworkedServer<Store>,
  bindPorts: BindPorts,
  { checksHealth = true, ...behaviour }: Behaviour = {},
) {
  const technology = defineTechnology({
    variables: z.object({}),
    createModule: () =>
      new ContainerModule(({ bind }) => {
        bind(Client)
          .toDynamicValue(() => new NetworkedClient(server.port, slot, behaviour))
          .inSingletonScope()
          .onDeactivation((client) => client.close());
        bind(ports.HealthIndicator).toResolvedValue(
          (client) => ({
            name: slot,
            check: async () => {
              if (checksHealth) await withTimeLimit(LIMIT_MS, client.call('ping'));
            },
          }),
          [Client],
        );
        bindPorts((port, create) => {
          // Asynchronous, like the binding of a technology that connects at its start.
          bind(port)
            .toResolvedValue(async (client) => create(client), [Client])
            .inSingletonScope();
        });
      }),
  });
  const { container } = await loadTechnology({ networked: async () => ({ technology }) }, 'networked');
  const control: StoreUnderTest = {
    clock: server.clock,
    reset: async () => server.reset(),
    advance: async (ms) => server.clock.advance(ms),
    breakStore: (outage) => server.breakStore(outage),
    mend: () => server.mend(),
    health: () => healthOf(container),
    close: async () => {
      await container.unbindAllAsync();
      await server.close();
    },
  };
  return { container, control };
}
