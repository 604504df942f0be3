import { ContainerModule } from 'inversify';
import type { AccessTokenPolicy } from '../../../domain/access-token/access-token-policy.js';
import type { Clock } from '../../../domain/shared/clock.port.js';
import type { Logger } from '../../../domain/shared/logger.port.js';
import { ports } from '../../../wiring/port-identifiers.js';
import { defineTechnology } from '../../../wiring/technology.js';
import { CachingTokenVerifier } from '../caching-token-verifier.js';
import { createJwtKeys } from '../create-jwt-keys.js';
import { jwtVariables } from '../jwt-variables.js';
import { warnOfShortKey } from '../warn-of-short-key.js';
import { JSONWEBTOKEN_ALGORITHMS } from './jsonwebtoken-algorithms.js';
import { JsonwebtokenTokenIssuer } from './jsonwebtoken-token.issuer.js';
import { JsonwebtokenTokenVerifier } from './jsonwebtoken-token.verifier.js';

export const technology = defineTechnology({
  variables: jwtVariables(JSONWEBTOKEN_ALGORITHMS),
  createModule: (variables) => {
    const keys = createJwtKeys(variables);
    const identity = {
      issuer: variables.JWT_ISSUER,
      audience: variables.JWT_AUDIENCE,
      clientId: variables.JWT_CLIENT_ID,
    };

    const createIssuer = (logger: Logger) => {
      warnOfShortKey(keys.signing, logger);
      return new JsonwebtokenTokenIssuer(keys.signing, identity);
    };
    const createVerifier = (policy: AccessTokenPolicy, clock: Clock) =>
      new CachingTokenVerifier(new JsonwebtokenTokenVerifier(keys, identity, policy, clock), policy, clock);

    return new ContainerModule(({ bind }) => {
      bind(ports.PublicKeySet).toConstantValue(keys.publicKeys);
      bind(ports.TokenIssuer).toResolvedValue(createIssuer, [ports.Logger]).inSingletonScope();
      bind(ports.TokenVerifier)
        .toResolvedValue(createVerifier, [ports.AccessTokenPolicy, ports.Clock])
        .inSingletonScope();
    });
  },
});
