import type { Role } from '../user/role.js';

/** A user with the role, or the user whose id is the parameter `orSelf`. */
export interface RoleAccess {
  readonly role: Role;
  readonly orSelf?: string;
}

/**
 * The access that a route or a use case requires. `authenticated` is any user with a valid access token. To decide by something
 * else, such as permissions, add its form here and implement it in your access policy.
 */
export type Access = 'authenticated' | RoleAccess;
