import type { CookieOptions, Request, Response } from 'express';
import type { Clock } from '../../domain/shared/clock.port.js';
import { ProtocolProblem } from './problems/protocol-problem.js';

export interface CookieSettings {
  /** If false, the cookie is also sent over plain HTTP and has no `__Host-` prefix. */
  readonly secure: boolean;
  /** The only origins that may send the cookie. */
  readonly allowedOrigins: readonly string[];
}

/**
 * The cookie that holds the refresh token of a browser. Reading it includes a check that the request comes from an allowed
 * page, because `SameSite` alone is not sufficient CSRF protection (ASVS 3.5.1).
 */
export class RefreshTokenCookie {
  readonly name: string;
  private readonly options: CookieOptions;

  constructor(
    private readonly settings: CookieSettings,
    private readonly clock: Clock,
  ) {
    this.name = settings.secure ? '__Host-refresh_token' : 'refresh_token';
    this.options = { httpOnly: true, secure: settings.secure, sameSite: 'strict', path: '/' };
  }

  /** @throws ProtocolProblem if there are two such cookies, or if the request comes from a page that is not allowed */
  read(request: Request): string | undefined {
    const token = this.find(request);
    if (token === undefined) return undefined;
    if (request.headers.origin === undefined) throw crossSite();
    this.refuseForeignPage(request);
    return token;
  }

  /**
   * For a logout in which the client presents another token as well, which a foreign page cannot do. A cookie that may not be
   * used is then ignored and does not make the logout fail.
   */
  readIfUsable(request: Request): string | undefined {
    try {
      return this.read(request);
    } catch (error) {
      if (error instanceof ProtocolProblem) return undefined;
      throw error;
    }
  }

  /**
   * For a login, which ends the session of the cookie that it replaces. A page that may not use the cookie may not set one
   * either. The `Origin` field may be missing, because only browsers send it.
   * @throws ProtocolProblem
   */
  readForLogin(request: Request, { isToBeSet }: { isToBeSet: boolean }): string | undefined {
    const token = this.find(request);
    if (token !== undefined || isToBeSet) this.refuseForeignPage(request);
    return token;
  }

  set(response: Response, token: string, expiresAt: Date): void {
    // The difference is negative if the clock was set ahead in between.
    const maxAge = Math.max(0, expiresAt.getTime() - this.clock.now().getTime());
    response.cookie(this.name, token, { ...this.options, maxAge });
  }

  clear(response: Response): void {
    response.clearCookie(this.name, this.options);
  }

  private find(request: Request): string | undefined {
    const values = cookieValues(request.headers.cookie ?? '', this.name);
    // A sibling domain can plant a second cookie, and the order of cookies is not reliable (RFC 6265 §4.2.2).
    if (values.length > 1) {
      throw new ProtocolProblem('malformed-request', 'There is more than one refresh token cookie.');
    }
    return values[0] || undefined;
  }

  private refuseForeignPage(request: Request): void {
    const { origin } = request.headers;
    // Node joins repeated fields with commas.
    if (request.headers['sec-fetch-site']?.includes('cross-site')) throw crossSite();
    if (origin !== undefined && !this.settings.allowedOrigins.includes(origin)) throw crossSite();
  }
}

function crossSite(): ProtocolProblem {
  return new ProtocolProblem(
    'cross-site-request',
    'The cookie may not be used from where this request comes.',
  );
}

/** All values of the cookie. Cookie parsers keep only the first one, which an attacker may have planted. */
function cookieValues(header: string, name: string): string[] {
  return header
    .split(';')
    .map(withoutBlanks)
    .filter((pair) => pair.startsWith(`${name}=`))
    .map((pair) => pair.slice(name.length + 1));
}

/**
 * Strips spaces and tabs, as browsers do (RFC 6265 §5.2). `String.trim` would also strip U+00A0. For a browser, a name that
 * starts with U+00A0 is a different name without the `__Host-` protection, so a sibling domain may set it.
 */
function withoutBlanks(text: string): string {
  let start = 0;
  let end = text.length;
  while (isBlank(text[start])) start += 1;
  while (end > start && isBlank(text[end - 1])) end -= 1;
  return text.slice(start, end);
}

function isBlank(character: string | undefined): boolean {
  return character === ' ' || character === '\t';
}
