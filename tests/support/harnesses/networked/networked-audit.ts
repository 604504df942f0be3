import { AUDIT_EVENT_OUTCOMES, type AuditEvent } from '../../../../src/domain/audit/audit-event.js';
import { ports } from '../../../../src/wiring/port-identifiers.js';
import type { AuditHarness } from '../audit-harnesses.js';
import { NetworkedServer } from './networked-server.js';
import { type Behaviour, loadNetworked } from './networked-technology.js';

/** Copies the fields of an event that a row of an audit table needs. */
function toRow({ client, occurredAt, type, ...others }: AuditEvent): object {
  return {
    ...others,
    ...client,
    event: type,
    outcome: AUDIT_EVENT_OUTCOMES[type],
    occurredAt: occurredAt.toISOString(),
  };
}

export const networkedAudit = (behaviour?: Behaviour): AuditHarness => ({
  start: async () => {
    const server = await NetworkedServer.start(
      (): object[] => [],
      (rows) => ({
        append: (row: object) => {
          rows.push(row);
        },
        ping: () => 'pong',
      }),
    );
    const { container, control } = await loadNetworked(
      'audit',
      server,
      (bind) => {
        bind(ports.AuditLog, (client) => ({
          append: async (event) => {
            await client.call('append', toRow(event));
          },
        }));
      },
      behaviour,
    );
    return {
      ...control,
      auditLog: await container.getAsync(ports.AuditLog),
      written: async () => server.store,
    };
  },
});
