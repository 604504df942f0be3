import { ContainerModule } from 'inversify';
import { JwksController } from '../../interfaces/http/controllers/operations/jwks.controller.js';
import { LivenessController } from '../../interfaces/http/controllers/operations/liveness.controller.js';
import { ReadinessController } from '../../interfaces/http/controllers/operations/readiness.controller.js';
import { Readiness } from '../../interfaces/http/readiness.js';
import { construct } from '../../wiring/construct.js';
import { ports } from '../../wiring/port-identifiers.js';
import { controllers } from '../controllers.js';

/** Routes for other services and load balancers. They need no use cases. */
export function operationsModule(): ContainerModule {
  return new ContainerModule(({ bind }) => {
    bind(controllers).toResolvedValue(construct(JwksController), [ports.PublicKeySet]);
    bind(controllers).toResolvedValue(construct(LivenessController), []);
    bind(controllers).toResolvedValue(construct(ReadinessController), [Readiness]);
  });
}
