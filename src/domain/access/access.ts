import type { Role } from '../user/role.js';

/** A user with the role, or the user whose id is the parameter `orSelf`. */
export interface RoleAccess {
  readonly role: Role;
  readonly orSelf?: string;
}

/**
 * What a route or a use case demands of a principal. `authenticated` is any user with a valid access token.
 * A team that decides by something else, such as permissions, adds that form here and gives it a meaning in its access policy.
 */
export type Access = 'authenticated' | RoleAccess;
