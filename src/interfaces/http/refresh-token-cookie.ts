import type { CookieOptions, Request, Response } from 'express';
import type { Clock } from '../../domain/shared/clock.port.js';
import { ProtocolProblem } from './problems/protocol-problem.js';

export interface CookieSettings {
  /** Without it the cookie is sent over plain HTTP and cannot carry the `__Host-` prefix. */
  readonly secure: boolean;
  /** The only origins that may send the cookie. */
  readonly allowedOrigins: readonly string[];
}

/**
 * The cookie in which browsers keep their refresh token. Reading it includes the check that the request comes from a page
 * that may send it: `SameSite` alone does not count as CSRF protection (ASVS 3.5.1).
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

  /** @throws ProtocolProblem when the cookie is there twice or was sent by a page that may not */
  read(request: Request): string | undefined {
    const token = this.find(request);
    if (token === undefined) return undefined;
    if (request.headers.origin === undefined) throw crossSite();
    this.refuseForeignPage(request);
    return token;
  }

  /**
   * For a logout whose client presents another token as well, which no foreign page can do: a cookie that may not be used
   * holds up nothing then, and is ignored.
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
   * For a login, which ends the session of the cookie that it replaces. Only browsers send an Origin; a page that may not
   * use the cookie may not plant one either.
   * @throws ProtocolProblem
   */
  readForLogin(request: Request, { isToBeSet }: { isToBeSet: boolean }): string | undefined {
    const token = this.find(request);
    if (token !== undefined || isToBeSet) this.refuseForeignPage(request);
    return token;
  }

  set(response: Response, token: string, expiresAt: Date): void {
    // Negative when the clock was set ahead in between.
    const maxAge = Math.max(0, expiresAt.getTime() - this.clock.now().getTime());
    response.cookie(this.name, token, { ...this.options, maxAge });
  }

  clear(response: Response): void {
    response.clearCookie(this.name, this.options);
  }

  private find(request: Request): string | undefined {
    const values = cookieValues(request.headers.cookie ?? '', this.name);
    // Someone on a sibling domain can plant a second one, and the order is not ours (RFC 6265 §4.2.2).
    if (values.length > 1) {
      throw new ProtocolProblem('malformed-request', 'There is more than one refresh token cookie.');
    }
    return values[0] || undefined;
  }

  private refuseForeignPage(request: Request): void {
    const { origin } = request.headers;
    // Node joins several fields of a name with commas.
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

/** Every value of the name: cookie parsers keep the first of several, which is the one that an attacker can place. */
function cookieValues(header: string, name: string): string[] {
  return header
    .split(';')
    .map(withoutBlanks)
    .filter((pair) => pair.startsWith(`${name}=`))
    .map((pair) => pair.slice(name.length + 1));
}

/**
 * Strips what browsers strip: spaces and tabs (RFC 6265 §5.2). `String.trim` also strips U+00A0. To a browser a cookie with
 * that in front has another name, which `__Host-` does not protect, so a sibling domain may set it.
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
