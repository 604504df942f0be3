import { InvalidAccessToken } from '../../domain/access-token/access-token.errors.js';
import type { Clock } from '../../domain/shared/clock.port.js';
import { parseDisplayName } from '../../domain/user/display-name.js';
import type { UserId } from '../../domain/user/user-id.js';
import type { UserRepository } from '../../domain/user/user-repository.port.js';
import { toUserProfile, type UserProfile } from './user-profile.js';

export interface UpdateProfileCommand {
  readonly userId: UserId;
  /** `null` removes the name, `undefined` leaves it. */
  readonly name?: string | null | undefined;
}

export class UpdateProfile {
  constructor(
    private readonly users: UserRepository,
    private readonly clock: Clock,
  ) {}

  /** @throws InvalidValue | InvalidAccessToken */
  async execute(command: UpdateProfileCommand): Promise<UserProfile> {
    const name = typeof command.name === 'string' ? parseDisplayName(command.name) : undefined;
    const now = this.clock.now();
    const user = await this.users.update(command.userId, (stored) =>
      command.name === undefined ? stored : stored.rename(name, now),
    );
    if (!user) throw new InvalidAccessToken('no-such-user');
    return toUserProfile(user);
  }
}
