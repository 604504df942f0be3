import type { AccessPolicy, AccessRequest } from './access-policy.port.js';

/** Decides by roles. With `orSelf`, users need no role to access their own user. */
export class RoleAccessPolicy implements AccessPolicy {
  permits({ principal, access, params }: AccessRequest): boolean {
    if (access === 'authenticated') return true;
    if (principal.roles.includes(access.role)) return true;
    return access.orSelf !== undefined && params[access.orSelf] === principal.userId;
  }
}
