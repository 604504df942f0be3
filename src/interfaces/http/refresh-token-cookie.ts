import type { CookieOptions, Request, Response } from 'express';
import type { Clock } from '../../domain/shared/clock.port.js';
import { cookieValues } from './cookie-values.js';
import { type PageSettings, refusalOf } from './page-origin.js';
import { ProtocolProblem } from './problems/protocol-problem.js';

export interface CookieSettings extends PageSettings {
  /** If false, the cookie is also sent over plain HTTP and has no `__Host-` prefix. */
  readonly secure: boolean;
}

type Found = string | undefined | ProtocolProblem;

/**
 * The cookie that holds the refresh token of a browser. Reading it includes a check that the request comes from an allowed
 * page.
 */
export class RefreshTokenCookie {
  readonly name: string;
  private readonly options: CookieOptions;

  constructor(
    private readonly settings: CookieSettings,
    private readonly clock: Clock,
  ) {
    this.name = settings.secure ? '__Host-refresh_token' : 'refresh_token';
    this.options = {
      httpOnly: true,
      secure: settings.secure,
      sameSite: settings.sameSite,
      // Each site that embeds the page has its own cookie. Browsers that block third-party cookies accept such a cookie.
      partitioned: settings.sameSite === 'none',
      path: '/',
    };
  }

  /** @throws ProtocolProblem if there are two such cookies, or if the request comes from a page that is not allowed */
  read(request: Request): string | undefined {
    const found = this.find(request);
    if (found instanceof ProtocolProblem) throw found;
    return found;
  }

  /**
   * For a logout with another token, which a foreign page cannot send. A cookie that may not be used is then ignored, and the
   * logout succeeds.
   */
  readIfUsable(request: Request): string | undefined {
    const found = this.find(request);
    return found instanceof ProtocolProblem ? undefined : found;
  }

  /**
   * For a login, which ends the session of the cookie that it replaces. A page that may not use the cookie may not set one
   * either. The `Origin` field may be missing, because only browsers send it.
   * @throws ProtocolProblem
   */
  readForLogin(request: Request, { isToBeSet }: { isToBeSet: boolean }): string | undefined {
    const found = this.findValue(request);
    if (found instanceof ProtocolProblem) throw found;
    const refusal = refusalOf(request, this.settings, { mayBeMissing: true });
    if ((found !== undefined || isToBeSet) && refusal) throw refusal;
    return found;
  }

  set(response: Response, token: string, expiresAt: Date): void {
    // The difference is negative if the clock was set ahead in between.
    const maxAge = Math.max(0, expiresAt.getTime() - this.clock.now().getTime());
    response.cookie(this.name, token, { ...this.options, maxAge });
  }

  clear(response: Response): void {
    response.clearCookie(this.name, this.options);
  }

  /** The token, or the reason why it may not be used. */
  private find(request: Request): Found {
    const found = this.findValue(request);
    return typeof found === 'string' ? (refusalOf(request, this.settings) ?? found) : found;
  }

  private findValue(request: Request): Found {
    const values = cookieValues(request.headers.cookie ?? '', this.name);
    // A sibling domain can plant a second cookie, and the order of cookies is not reliable (RFC 6265 §4.2.2).
    if (values.length > 1) {
      return new ProtocolProblem('malformed-request', 'There is more than one refresh token cookie.');
    }
    return values[0] || undefined;
  }
}
