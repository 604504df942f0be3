import { Session } from '../../../domain/session/session.js';
import type { SessionId } from '../../../domain/session/session-id.js';
import type { SessionRepository, SessionWithOwner } from '../../../domain/session/session-repository.port.js';
import type { Clock } from '../../../domain/shared/clock.port.js';
import type { UserId } from '../../../domain/user/user-id.js';
import type { UserRepository } from '../../../domain/user/user-repository.port.js';
import { RetentionClock } from '../../system/retention-clock.js';

const SWEEP_INTERVAL_MS = 60_000;

/**
 * Keeps sessions in memory until the process ends. Each method is atomic, because it does its work in one synchronous step.
 * Logins delete expired sessions, at most once a minute.
 */
export class InMemorySessionRepository implements SessionRepository {
  readonly #sessions = new Map<SessionId, Session>();
  readonly #idsByUser = new Map<UserId, Set<SessionId>>();
  readonly #retention: RetentionClock;
  #nextSweep = 0;

  constructor(
    private readonly users: Pick<UserRepository, 'findById'>,
    private readonly clock: Clock,
  ) {
    this.#retention = new RetentionClock(clock);
  }

  /** The number of sessions, including expired ones that are not deleted yet. */
  get size(): number {
    return this.#sessions.size;
  }

  async insert(session: Session): Promise<void> {
    this.#sweep();
    this.#sessions.set(session.id, copy(session));
    const ids = this.#idsByUser.get(session.userId);
    if (ids) ids.add(session.id);
    else this.#idsByUser.set(session.userId, new Set([session.id]));
  }

  async findById(id: SessionId): Promise<Session | undefined> {
    const session = this.#sessions.get(id);
    return session && copy(session);
  }

  async findWithOwner(id: SessionId): Promise<SessionWithOwner | undefined> {
    const session = this.#sessions.get(id);
    return session && { session: copy(session), owner: await this.users.findById(session.userId) };
  }

  async findByUser(userId: UserId): Promise<readonly Session[]> {
    return this.#ofUser(userId).map(copy);
  }

  async replace(rotated: Session, expectedGeneration: number): Promise<boolean> {
    if (this.#sessions.get(rotated.id)?.generation !== expectedGeneration) return false;
    this.#sessions.set(rotated.id, copy(rotated));
    return true;
  }

  async delete(id: SessionId): Promise<void> {
    const session = this.#sessions.get(id);
    if (session) this.#remove(session);
  }

  async deleteByUser(userId: UserId, except?: SessionId): Promise<readonly SessionId[]> {
    const ended = this.#ofUser(userId).filter(({ id }) => id !== except);
    for (const session of ended) this.#remove(session);
    return ended.map(({ id }) => id);
  }

  #ofUser(userId: UserId): Session[] {
    const ids = [...(this.#idsByUser.get(userId) ?? [])];
    return ids.map((id) => this.#sessions.get(id)).filter((session) => session !== undefined);
  }

  #remove({ id, userId }: Session): void {
    this.#sessions.delete(id);
    const ids = this.#idsByUser.get(userId);
    ids?.delete(id);
    if (ids?.size === 0) this.#idsByUser.delete(userId);
  }

  #sweep(): void {
    const elapsed = this.clock.elapsedMs();
    if (elapsed < this.#nextSweep) return;
    this.#nextSweep = elapsed + SWEEP_INTERVAL_MS;
    const now = new Date(this.#retention.now());
    for (const session of this.#sessions.values()) {
      if (!session.isLive(now)) this.#remove(session);
    }
  }
}

/** Entities are immutable, but their `Date`s are not. A copy keeps callers from changing the stored entity. */
function copy(session: Session): Session {
  const state = session.snapshot();
  return Session.rehydrate({
    ...state,
    rotations: state.rotations.map((rotation) => ({ ...rotation, at: new Date(rotation.at) })),
    createdAt: new Date(state.createdAt),
    lastUsedAt: new Date(state.lastUsedAt),
    expiresAt: new Date(state.expiresAt),
    absoluteExpiresAt: new Date(state.absoluteExpiresAt),
    device: { ...state.device },
  });
}
