import { Session, type SessionState } from '../../../../src/domain/session/session.js';
import type { SessionId } from '../../../../src/domain/session/session-id.js';
import type {
  SessionRepository,
  SessionWithOwner,
} from '../../../../src/domain/session/session-repository.port.js';
import type { UserId } from '../../../../src/domain/user/user-id.js';
import type { NetworkedClient } from './networked-client.js';
import { toUser, type UserRow } from './networked-user.repository.js';

/** Stores sessions on a `NetworkedServer`. */
export class NetworkedSessionRepository implements SessionRepository {
  constructor(private readonly client: NetworkedClient) {}

  async insert(session: Session): Promise<void> {
    await this.client.call('insertSession', session.snapshot());
  }

  async findById(id: SessionId): Promise<Session | undefined> {
    const state = (await this.client.call('findSession', id)) as SessionState | undefined;
    return state && Session.rehydrate(state);
  }

  async findWithOwner(id: SessionId): Promise<SessionWithOwner | undefined> {
    const found = (await this.client.call('findSessionWithOwner', id)) as
      | { session: SessionState; owner?: UserRow }
      | undefined;
    return found && { session: Session.rehydrate(found.session), owner: found.owner && toUser(found.owner) };
  }

  async findByUser(userId: UserId): Promise<readonly Session[]> {
    const states = (await this.client.call('findSessionsOfUser', userId)) as SessionState[];
    return states.map((state) => Session.rehydrate(state));
  }

  async replace(rotated: Session, expectedGeneration: number): Promise<boolean> {
    return (await this.client.call('replaceSession', rotated.snapshot(), expectedGeneration)) as boolean;
  }

  async delete(id: SessionId): Promise<void> {
    await this.client.call('deleteSession', id);
  }

  async deleteByUser(userId: UserId, except?: SessionId): Promise<readonly SessionId[]> {
    return (await this.client.call('deleteSessionsOfUser', userId, except)) as SessionId[];
  }
}
