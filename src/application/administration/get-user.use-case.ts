import { NotFound } from '../../domain/shared/common.errors.js';
import type { UserId } from '../../domain/user/user-id.js';
import type { UserRepository } from '../../domain/user/user-repository.port.js';
import { toUserProfile, type UserProfile } from '../account/user-profile.js';

export interface GetUserQuery {
  readonly userId: UserId;
}

export class GetUser {
  constructor(private readonly users: UserRepository) {}

  /** @throws NotFound */
  async execute({ userId }: GetUserQuery): Promise<UserProfile> {
    const user = await this.users.findById(userId);
    if (!user) throw new NotFound('user');
    return toUserProfile(user);
  }
}
