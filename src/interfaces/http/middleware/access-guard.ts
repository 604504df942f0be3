import type { Request } from 'express';
import type { Authenticate } from '../../../application/session/authenticate.use-case.js';
import { toUserId } from '../../../domain/user/user-id.js';
import { bearerToken } from '../bearer-token.js';
import { HttpClientContext } from '../http-client-context.js';
import { pathParameter } from '../path-parameter.js';
import { ProtocolProblem } from '../problems/protocol-problem.js';
import type { Principal, ProtectedRoute } from '../route.js';

/** Holds a request against what its route demands. */
export class AccessGuard {
  constructor(private readonly authenticate: Authenticate) {}

  /** @throws ProtocolProblem | InvalidAccessToken | Forbidden */
  admit(request: Request, { access }: ProtectedRoute): Promise<Principal> {
    const accessToken = bearerToken(request);
    if (accessToken === undefined) {
      throw new ProtocolProblem('missing-token', 'This needs an access token in `Authorization: Bearer`.');
    }
    const client = new HttpClientContext(request);
    if (access === 'authenticated') return this.authenticate.execute({ accessToken, client });
    const orSelf = access.orSelf === undefined ? undefined : toUserId(pathParameter(request, access.orSelf));
    return this.authenticate.execute({ accessToken, client, requires: { role: access.role, orSelf } });
  }
}
