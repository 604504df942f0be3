import type { AccessTokenClaims } from '../../domain/access-token/access-token-claims.js';
import type { ClientContext } from '../../domain/shared/client-context.js';
import { UserNotFound } from '../../domain/user/user.errors.js';
import type { UserId } from '../../domain/user/user-id.js';
import type { UserRepository } from '../../domain/user/user-repository.port.js';
import type { ActorStanding } from '../access/actor-standing.js';
import { toUserProfile, type UserProfile } from '../account/user-profile.js';

export interface GetUserQuery {
  readonly userId: UserId;
  /** An administrator, or the user. */
  readonly actor: AccessTokenClaims;
  readonly client: ClientContext;
}

export class GetUser {
  constructor(
    private readonly users: UserRepository,
    private readonly standing: ActorStanding,
  ) {}

  /** @throws UserNotFound | InvalidAccessToken | Forbidden */
  async execute({ userId, actor, client }: GetUserQuery): Promise<UserProfile> {
    const user = await this.users.findById(userId);
    await this.standing.confirm({
      actor,
      access: { role: 'admin', orSelf: 'id' },
      params: { id: userId },
      client,
    });
    if (!user) throw new UserNotFound();
    return toUserProfile(user);
  }
}
