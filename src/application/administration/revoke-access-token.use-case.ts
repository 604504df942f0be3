import { type AccessTokenPolicy, lastExpiry } from '../../domain/access-token/access-token-policy.js';
import type { RevocationStore } from '../../domain/access-token/revocation-store.port.js';
import type { TokenId } from '../../domain/access-token/token-id.js';
import type { ClientContext } from '../../domain/shared/client-context.js';
import type { Clock } from '../../domain/shared/clock.port.js';
import type { AuditRecorder } from '../audit/audit-recorder.js';

export interface RevokeAccessTokenCommand {
  /** The `jti` of the token. */
  readonly tokenId: TokenId;
  readonly client: ClientContext;
}

/**
 * The time of issue is unknown here, and the clock may have been ahead at that time. So each revocation is kept for longer than
 * a token can be valid. That is cheap, because operators revoke few tokens.
 */
const ISSUED_AHEAD_AT_MOST_MS = 24 * 60 * 60 * 1_000;

/** An operator revokes one access token, for example a leaked one. Its session continues. */
export class RevokeAccessToken {
  constructor(
    private readonly revocations: RevocationStore,
    private readonly policy: AccessTokenPolicy,
    private readonly audit: AuditRecorder,
    private readonly clock: Clock,
  ) {}

  async execute({ tokenId, client }: RevokeAccessTokenCommand): Promise<void> {
    const lastIssue = new Date(this.clock.now().getTime() + ISSUED_AHEAD_AT_MOST_MS);
    await this.revocations.revoke([{ kind: 'token', tokenId }], lastExpiry(this.policy, lastIssue));
    await this.audit.record('token_revoked', { client, reason: `jti ${tokenId}` });
  }
}
