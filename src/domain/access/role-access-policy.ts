import type { AccessPolicy, AccessRequest } from './access-policy.port.js';

/** Decides by roles. Users need no role for what is their own. */
export class RoleAccessPolicy implements AccessPolicy {
  permits({ principal, access, params }: AccessRequest): boolean {
    if (access === 'authenticated') return true;
    if (principal.roles.includes(access.role)) return true;
    return access.orSelf !== undefined && params[access.orSelf] === principal.userId;
  }
}
