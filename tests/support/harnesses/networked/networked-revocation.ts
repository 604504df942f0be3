import type { AccessTokenClaims } from '../../../../src/domain/access-token/access-token-claims.js';
import type { Revocation } from '../../../../src/domain/access-token/revocation-store.port.js';
import { InMemoryRevocationStore } from '../../../../src/infrastructure/revocation/in-memory-revocation.store.js';
import { ports } from '../../../../src/wiring/port-identifiers.js';
import type { RevocationHarness } from '../revocation-harnesses.js';
import { NetworkedServer } from './networked-server.js';
import { type Behaviour, loadNetworked } from './networked-technology.js';

export const networkedRevocation = (behaviour?: Behaviour): RevocationHarness => ({
  start: async () => {
    const server = await NetworkedServer.start(
      (clock) => new InMemoryRevocationStore(clock),
      (store) => ({
        revoke: (revocations: readonly Revocation[], until: Date) => store.revoke(revocations, until),
        isRevoked: (claims: AccessTokenClaims) => store.isRevoked(claims),
        ping: () => 'pong',
      }),
    );
    const { container, control } = await loadNetworked(
      'revocation',
      server,
      (bind) => {
        bind(ports.RevocationStore, (client) => ({
          revoke: async (revocations, until) => {
            await client.call('revoke', revocations, until);
          },
          isRevoked: async (claims) => (await client.call('isRevoked', claims)) as boolean,
        }));
      },
      behaviour,
    );
    return {
      ...control,
      store: await container.getAsync(ports.RevocationStore),
      step: async (ms) => server.clock.step(ms),
      count: async () => server.store.size,
    };
  },
});
