import type { Connection } from '../../wiring/connection.js';
import type { LoadedTechnology } from './chosen-technologies.js';

interface SharedConnection {
  readonly connection: Connection;
  /** The settings that need it, such as `REVOCATION=redis`. */
  readonly users: readonly string[];
}

export interface ChosenConnection extends SharedConnection {
  readonly variables: Record<string, unknown>;
}

/** Returns each connection once, even if several technologies need it. */
export function chosenConnections(technologies: readonly LoadedTechnology[]): SharedConnection[] {
  const users = new Map<Connection, string[]>();
  for (const { slot, name, technology } of technologies) {
    for (const connection of technology.connections ?? []) {
      users.set(connection, [...(users.get(connection) ?? []), `${slot}=${name}`]);
    }
  }
  return [...users].map(([connection, names]) => ({ connection, users: names }));
}
