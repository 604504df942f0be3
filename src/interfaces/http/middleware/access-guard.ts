import type { Request } from 'express';
import type { Authorize } from '../../../application/access/authorize.use-case.js';
import type { Authenticate } from '../../../application/session/authenticate.use-case.js';
import { bearerToken } from '../bearer-token.js';
import { HttpClientContext } from '../http-client-context.js';
import { pathParameters } from '../path-parameter.js';
import { ProtocolProblem } from '../problems/protocol-problem.js';
import type { Principal, ProtectedRoute } from '../route.js';

/** Authenticates a request, and then asks the access policy whether the principal may use the route. */
export class AccessGuard {
  constructor(
    private readonly authenticate: Authenticate,
    private readonly authorize: Authorize,
  ) {}

  /** @throws ProtocolProblem | InvalidAccessToken | Forbidden */
  async admit(request: Request, { access }: ProtectedRoute): Promise<Principal> {
    const accessToken = bearerToken(request);
    if (accessToken === undefined) {
      throw new ProtocolProblem(
        'missing-token',
        'This request needs an access token in `Authorization: Bearer`.',
      );
    }
    const client = new HttpClientContext(request);
    const principal = await this.authenticate.execute({ accessToken, client });
    await this.authorize.execute({ principal, access, params: pathParameters(request), client });
    return principal;
  }
}
