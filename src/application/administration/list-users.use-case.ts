import type { ClientContext } from '../../domain/shared/client-context.js';
import type { UserPage, UserQuery, UserRepository } from '../../domain/user/user-repository.port.js';
import type { Actor } from '../access/actor.js';
import type { ActorStanding } from '../access/actor-standing.js';
import { toUserProfile, type UserProfile } from '../account/user-profile.js';

export interface ListUsersQuery extends UserQuery {
  readonly actor: Actor;
  readonly client: ClientContext;
}

export interface UserList {
  readonly users: readonly UserProfile[];
  /** Where the next page starts. Absent on the last page. */
  readonly next: UserPage['next'];
}

export class ListUsers {
  constructor(
    private readonly users: UserRepository,
    private readonly standing: ActorStanding,
  ) {}

  /** @throws InvalidAccessToken | Forbidden */
  async execute({ actor, client, ...query }: ListUsersQuery): Promise<UserList> {
    const page = await this.users.list(query);
    await this.standing.confirm({ actor, access: { role: 'admin' }, client });
    return { users: page.users.map(toUserProfile), next: page.next };
  }
}
