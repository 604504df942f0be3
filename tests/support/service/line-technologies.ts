import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { ContainerModule } from 'inversify';
import { z } from 'zod';
import type { RevocationStore } from '../../../src/domain/access-token/revocation-store.port.js';
import type { SessionRepository } from '../../../src/domain/session/session-repository.port.js';
import type { Clock } from '../../../src/domain/shared/clock.port.js';
import type { UserRepository } from '../../../src/domain/user/user-repository.port.js';
import { InMemorySessionRepository } from '../../../src/infrastructure/persistence/in-memory/in-memory-session.repository.js';
import { InMemoryUserRepository } from '../../../src/infrastructure/persistence/in-memory/in-memory-user.repository.js';
import { persistence } from '../../../src/infrastructure/persistence/index.js';
import { InMemoryRevocationStore } from '../../../src/infrastructure/revocation/in-memory-revocation.store.js';
import { revocation } from '../../../src/infrastructure/revocation/index.js';
import { endpointOf } from '../../../src/infrastructure/variable-schemas.js';
import { defineConnection } from '../../../src/wiring/connection.js';
import { ports } from '../../../src/wiring/port-identifiers.js';
import { defineTechnology, type Technology } from '../../../src/wiring/technology.js';

/*
 * Two technologies of different slots on one connection, which join their slots when this module is imported: before
 * anything that reads the settings. They keep everything in memory, and ask a `LineServer` before each call.
 */

const TIME_LIMIT_MS = 500;

class LineClient {
  readonly #answers: AsyncIterator<string>;
  /** Sends lines one after the other, so that each gets its own answer. */
  #latest: Promise<string> = Promise.resolve('');

  private constructor(private readonly socket: Socket) {
    this.#answers = createInterface({ input: socket })[Symbol.asyncIterator]();
    socket.on('error', () => {});
  }

  static async open(url: string): Promise<LineClient> {
    const { hostname, port, password } = new URL(url);
    const socket = connect(Number(port), hostname).setTimeout(TIME_LIMIT_MS);
    socket.once('timeout', () => socket.destroy(Object.assign(new Error(url), { code: 'ETIMEDOUT' })));
    await once(socket, 'connect');
    const client = new LineClient(socket);
    if ((await client.ask(`AUTH ${decodeURIComponent(password)}`)) === 'OK') {
      socket.setTimeout(0);
      return client;
    }
    socket.destroy();
    throw Object.assign(new Error(`${url} refuses the password`), { code: 'WRONGPASS' });
  }

  ask(line: string): Promise<string> {
    this.#latest = this.#latest.then(async () => {
      this.socket.write(`${line}\n`);
      const { value, done } = await this.#answers.next();
      if (done) throw Object.assign(new Error('the connection has ended'), { code: 'ECONNRESET' });
      return value;
    });
    return this.#latest;
  }

  async close(): Promise<void> {
    await this.ask('QUIT');
    this.socket.end();
    await once(this.socket, 'close');
  }
}

const line = defineConnection({
  name: 'line',
  variables: z.object({ LINE_URL: z.url('must be a URL').meta({ secret: true }) }),
  endpoint: ({ LINE_URL }) => endpointOf('LINE_URL', LINE_URL),
  open: ({ LINE_URL }) => LineClient.open(LINE_URL),
  check: async (client) => {
    await client.ask('PING');
  },
  close: (client) => client.close(),
});

/** The slot's own in-memory technology, each of whose calls the server must have answered first. */
function behind<Port extends object>(client: LineClient, slot: string, inner: Port): Port {
  return new Proxy(inner, {
    get(target, property) {
      const member: unknown = Reflect.get(target, property);
      if (typeof member !== 'function') return member;
      return async (...parameters: unknown[]) => {
        await client.ask(`${slot} ${String(property)}`);
        return member.apply(target, parameters);
      };
    },
  });
}

const persistenceTechnology = defineTechnology({
  variables: z.object({}),
  connections: [line],
  createModule: () =>
    new ContainerModule(({ bind }) => {
      const users = new InMemoryUserRepository();
      bind(ports.UserRepository)
        .toResolvedValue(
          (client: LineClient): UserRepository => behind(client, 'users', users),
          [line.client],
        )
        .inSingletonScope()
        .onDeactivation(async (repository) => {
          await repository.list({ limit: 1 });
        });
      bind(ports.SessionRepository)
        .toResolvedValue(
          (client: LineClient, clock: Clock): SessionRepository =>
            behind(client, 'sessions', new InMemorySessionRepository(users, clock)),
          [line.client, ports.Clock],
        )
        .inSingletonScope();
      bind(ports.Migration).toResolvedValue(
        (client: LineClient) => ({
          name: 'persistence: schema',
          pending: async () => (await client.ask('SCHEMA')) === 'false',
          apply: async () => {
            await client.ask('MIGRATE');
          },
        }),
        [line.client],
      );
    }),
});

const revocationTechnology = defineTechnology({
  variables: z.object({}),
  connections: [line],
  createModule: () =>
    new ContainerModule(({ bind }) => {
      bind(ports.RevocationStore)
        .toResolvedValue(
          (client: LineClient, clock: Clock): RevocationStore =>
            behind(client, 'revocations', new InMemoryRevocationStore(clock)),
          [line.client, ports.Clock],
        )
        .inSingletonScope();
    }),
});

const registered = (technology: Technology) => ({ line: async () => ({ technology }) });

Object.assign(persistence, registered(persistenceTechnology));
Object.assign(revocation, registered(revocationTechnology));
