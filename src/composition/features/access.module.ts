import { ContainerModule } from 'inversify';
import { ActorStanding } from '../../application/access/actor-standing.js';
import { AuditRecorder } from '../../application/audit/audit-recorder.js';
import { AccessTerminator } from '../../application/session/access-terminator.js';
import { construct } from '../../wiring/construct.js';
import { ports } from '../../wiring/port-identifiers.js';

/** Whether someone may still do what they ask for, for all features. */
export function accessModule(): ContainerModule {
  return new ContainerModule(({ bind }) => {
    bind(ActorStanding).toResolvedValue(construct(ActorStanding), [
      ports.UserRepository,
      ports.RevocationStore,
      AccessTerminator,
      AuditRecorder,
    ]);
  });
}
