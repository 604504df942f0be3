import type { Request, Response } from 'express';
import { z } from 'zod';
import type { LogIn } from '../../../../application/session/log-in.use-case.js';
import { InvalidCredentials, Overloaded } from '../../../../domain/user/user.errors.js';
import { HttpClientContext } from '../../http-client-context.js';
import { parse } from '../../parse.js';
import type { RefreshTokenCookie } from '../../refresh-token-cookie.js';
import type { PublicController, PublicRoute } from '../../route.js';
import { ADA } from '../../schemas/examples.js';
import { email, password } from '../../schemas/fields.js';
import { TokenResponse } from '../../schemas/responses.js';
import { sendTokens } from '../../token-response.js';
import { linksOfTokens } from './links-of-tokens.js';
import { tag } from './tag.js';

const LogInBody = z
  .strictObject({
    email,
    password,
    refreshTokenIn: z
      .enum(['cookie', 'body'], 'must be cookie or body')
      .default('cookie')
      .meta({ description: 'Where the response contains the refresh token' }),
  })
  .meta({ id: 'LogInRequest', examples: [{ email: ADA.email, password: ADA.password }] });

export class LogInController implements PublicController {
  readonly route: PublicRoute = {
    method: 'post',
    path: '/auth/login',
    access: 'public',
    limit: 'log-in',
    body: LogInBody,
    operationId: 'logIn',
    tag,
    summary: 'Log in with an e-mail address and a password',
    description:
      'Starts a session. Browsers get the refresh token in an HttpOnly cookie. Other clients ask for it in the body.',
    responses: {
      200: {
        description: 'The tokens of a new session',
        schema: TokenResponse,
        headers: ['Set-Cookie'],
        links: linksOfTokens,
      },
    },
    problems: [InvalidCredentials, 'cross-site-request', Overloaded],
  };

  constructor(
    private readonly logIn: LogIn,
    private readonly cookie: RefreshTokenCookie,
  ) {}

  async handle(request: Request, response: Response): Promise<void> {
    const { refreshTokenIn, ...credentials } = parse(LogInBody, request.body);
    const isToBeSet = refreshTokenIn === 'cookie';
    const replacedRefreshToken = this.cookie.readForLogin(request, { isToBeSet });
    const client = new HttpClientContext(request);
    const pair = await this.logIn.execute({ ...credentials, replacedRefreshToken, client });
    // The session of the old cookie has ended. Without this, the browser would send it with every later request.
    if (replacedRefreshToken !== undefined && !isToBeSet) this.cookie.clear(response);
    sendTokens(response, pair, refreshTokenIn, this.cookie);
  }
}
