import { InvalidAccessToken } from '../../domain/access-token/access-token.errors.js';
import type { UserId } from '../../domain/user/user-id.js';
import type { UserRepository } from '../../domain/user/user-repository.port.js';
import { toUserProfile, type UserProfile } from './user-profile.js';

export interface GetProfileQuery {
  readonly userId: UserId;
}

export class GetProfile {
  constructor(private readonly users: UserRepository) {}

  /** @throws InvalidAccessToken when the user was deleted since the token was verified */
  async execute(query: GetProfileQuery): Promise<UserProfile> {
    const user = await this.users.findById(query.userId);
    if (!user) throw new InvalidAccessToken('no-such-user');
    return toUserProfile(user);
  }
}
