import type { AccessTokenClaims } from '../../domain/access-token/access-token-claims.js';
import type { ClientContext } from '../../domain/shared/client-context.js';
import type { ActorStanding } from '../access/actor-standing.js';
import { toUserProfile, type UserProfile } from './user-profile.js';

export interface GetProfileQuery {
  readonly actor: AccessTokenClaims;
  readonly client: ClientContext;
}

export class GetProfile {
  constructor(private readonly standing: ActorStanding) {}

  /** @throws InvalidAccessToken */
  async execute(query: GetProfileQuery): Promise<UserProfile> {
    return toUserProfile(await this.standing.findOwnUser(query));
  }
}
