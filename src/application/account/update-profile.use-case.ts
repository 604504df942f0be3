import type { AccessTokenClaims } from '../../domain/access-token/access-token-claims.js';
import type { ClientContext } from '../../domain/shared/client-context.js';
import type { Clock } from '../../domain/shared/clock.port.js';
import { parseDisplayName } from '../../domain/user/display-name.js';
import type { ActorStanding } from '../access/actor-standing.js';
import { toUserProfile, type UserProfile } from './user-profile.js';

export interface UpdateProfileCommand {
  readonly actor: AccessTokenClaims;
  /** `null` removes the name, `undefined` keeps it. */
  readonly name?: string | null | undefined;
  readonly client: ClientContext;
}

export class UpdateProfile {
  constructor(
    private readonly standing: ActorStanding,
    private readonly clock: Clock,
  ) {}

  /** @throws InvalidValue | InvalidAccessToken */
  async execute({ actor, client, ...command }: UpdateProfileCommand): Promise<UserProfile> {
    const name = typeof command.name === 'string' ? parseDisplayName(command.name) : undefined;
    const now = this.clock.now();
    const user = await this.standing.changeOwnUser({ actor, client }, (stored) =>
      command.name === undefined ? stored : stored.rename(name, now),
    );
    return toUserProfile(user);
  }
}
