import { UserNotFound } from '../../domain/user/user.errors.js';
import type { UserRepository } from '../../domain/user/user-repository.port.js';
import type { ListSessions, ListSessionsQuery } from '../session/list-sessions.use-case.js';
import type { SessionView } from '../session/session-view.js';

/** For administrators, who get an error if the user does not exist. */
export class ListUserSessions {
  constructor(
    private readonly users: UserRepository,
    private readonly listSessions: ListSessions,
  ) {}

  /** @throws UserNotFound | InvalidAccessToken | Forbidden */
  async execute(query: ListSessionsQuery): Promise<readonly SessionView[]> {
    const user = await this.users.findById(query.userId);
    const sessions = await this.listSessions.execute(query);
    if (!user) throw new UserNotFound();
    return sessions;
  }
}
