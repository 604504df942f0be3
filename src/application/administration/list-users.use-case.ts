import type { UserPage, UserQuery, UserRepository } from '../../domain/user/user-repository.port.js';
import { toUserProfile, type UserProfile } from '../account/user-profile.js';

export interface UserList {
  readonly users: readonly UserProfile[];
  /** Where the next page starts. Absent on the last page. */
  readonly next: UserPage['next'];
}

export class ListUsers {
  constructor(private readonly users: UserRepository) {}

  async execute(query: UserQuery): Promise<UserList> {
    const page = await this.users.list(query);
    return { users: page.users.map(toUserProfile), next: page.next };
  }
}
