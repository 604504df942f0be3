import { EmailAddress } from '../../domain/user/email-address.js';
import { UserNotFound } from '../../domain/user/user.errors.js';
import type { UserRepository } from '../../domain/user/user-repository.port.js';
import { toUserProfile, type UserProfile } from '../account/user-profile.js';

export interface FindUserByEmailQuery {
  readonly email: string;
}

/** For operators, who identify users by their address. */
export class FindUserByEmail {
  constructor(private readonly users: UserRepository) {}

  /** @throws InvalidValue | UserNotFound */
  async execute({ email }: FindUserByEmailQuery): Promise<UserProfile> {
    const user = await this.users.findByEmail(EmailAddress.parse(email));
    if (!user) throw new UserNotFound();
    return toUserProfile(user);
  }
}
