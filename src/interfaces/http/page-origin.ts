import type { Request } from 'express';
import { ProtocolProblem } from './problems/protocol-problem.js';

export type SameSite = 'strict' | 'lax' | 'none';

/** The settings that decide which pages may use the cookie. */
export interface PageSettings {
  /** The exact origins of the pages. */
  readonly allowedOrigins: readonly string[];
  /** Browsers store the cookie for pages on another site only if this is `none`. */
  readonly sameSite: SameSite;
}

/**
 * The reason why a request may not use the cookie, or `undefined` if it may. The exact `Origin` decides, because `SameSite` alone is
 * not sufficient CSRF protection (ASVS 3.5.1).
 * @param mayBeMissing for requests of clients that are not browsers, which send no `Origin`
 */
export function refusalOf(
  { headers }: Request,
  { allowedOrigins, sameSite }: PageSettings,
  { mayBeMissing = false } = {},
): ProtocolProblem | undefined {
  const { origin } = headers;
  // Node joins repeated fields with commas.
  const isCrossSite = headers['sec-fetch-site']?.includes('cross-site') ?? false;
  if (origin === undefined) return mayBeMissing && !isCrossSite ? undefined : refusal(NO_ORIGIN);
  if (!allowedOrigins.includes(origin)) return refusal(FOREIGN);
  // Such a request contains no cookie, and browsers would ignore a cookie in the response.
  return isCrossSite && sameSite !== 'none' ? refusal(OTHER_SITE) : undefined;
}

const NO_ORIGIN =
  'The Origin field is missing. A request with the cookie needs it. Clients that are not browsers send the refresh token in the body.';

const FOREIGN = 'Pages of this origin may not use the cookie.';

const OTHER_SITE =
  'Browsers do not store this cookie for a page on another site. Such a page needs the refresh token in the body.';

function refusal(detail: string): ProtocolProblem {
  return new ProtocolProblem('cross-site-request', detail);
}
