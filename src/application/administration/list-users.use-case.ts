import type { ClientContext } from '../../domain/shared/client-context.js';
import { EmailAddress } from '../../domain/user/email-address.js';
import type { UserPage, UserQuery, UserRepository } from '../../domain/user/user-repository.port.js';
import type { Actor } from '../access/actor.js';
import type { ActorStanding } from '../access/actor-standing.js';
import { toUserProfile, type UserProfile } from '../account/user-profile.js';

export interface ListUsersQuery extends Omit<UserQuery, 'email'> {
  /** The address in any spelling. */
  readonly email?: string | undefined;
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

  /** @throws InvalidValue | InvalidAccessToken | Forbidden */
  async execute({ actor, client, ...query }: ListUsersQuery): Promise<UserList> {
    const email = query.email === undefined ? undefined : EmailAddress.parse(query.email);
    const page = await this.users.list({ ...query, email });
    await this.standing.confirm({ actor, access: { role: 'admin' }, client });
    return { users: page.users.map(toUserProfile), next: page.next };
  }
}
