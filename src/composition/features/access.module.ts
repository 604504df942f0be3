import { ContainerModule } from 'inversify';
import { ActorStanding } from '../../application/access/actor-standing.js';
import { Authorize } from '../../application/access/authorize.use-case.js';
import { FailOpenRevocationStore } from '../../application/access/fail-open-revocation-store.js';
import { OwnAccess } from '../../application/access/own-access.js';
import { RefusedActors } from '../../application/access/refused-actors.js';
import { AuditRecorder } from '../../application/audit/audit-recorder.js';
import { AccessTerminator } from '../../application/session/access-terminator.js';
import { RoleAccessPolicy } from '../../domain/access/role-access-policy.js';
import type { RevocationPolicy } from '../../domain/access-token/revocation-policy.js';
import type { RevocationStore } from '../../domain/access-token/revocation-store.port.js';
import { construct } from '../../wiring/construct.js';
import { ports } from '../../wiring/port-identifiers.js';

/** Access control for all features. Bind your own access policy here. */
export function accessModule(): ContainerModule {
  return new ContainerModule(({ bind }) => {
    bind(ports.AccessPolicy).toResolvedValue(construct(RoleAccessPolicy), []);
    bind(ports.RevocationCheck).toResolvedValue(
      (store: RevocationStore, audit: AuditRecorder, { failOpen }: RevocationPolicy) =>
        failOpen ? new FailOpenRevocationStore(store, audit) : store,
      [ports.RevocationStore, AuditRecorder, ports.RevocationPolicy],
    );
    bind(Authorize).toResolvedValue(construct(Authorize), [ports.AccessPolicy, AuditRecorder]);
    bind(OwnAccess).toResolvedValue(construct(OwnAccess), [ports.AccessPolicy, AuditRecorder]);
    bind(RefusedActors).toResolvedValue(construct(RefusedActors), [
      ports.UserRepository,
      AccessTerminator,
      AuditRecorder,
    ]);
    bind(ActorStanding).toResolvedValue(construct(ActorStanding), [
      ports.UserRepository,
      ports.RevocationCheck,
      Authorize,
      RefusedActors,
    ]);
  });
}
