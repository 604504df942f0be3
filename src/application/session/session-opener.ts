import type { RefreshTokenCodec } from '../../domain/session/refresh-token-codec.port.js';
import { Session } from '../../domain/session/session.js';
import { toSessionId } from '../../domain/session/session-id.js';
import type { SessionPolicy } from '../../domain/session/session-policy.js';
import type { SessionRepository } from '../../domain/session/session-repository.port.js';
import type { ClientContext } from '../../domain/shared/client-context.js';
import type { IdGenerator } from '../../domain/shared/id-generator.port.js';
import { InvalidCredentials } from '../../domain/user/user.errors.js';
import type { User } from '../../domain/user/user.js';
import type { UserRepository } from '../../domain/user/user-repository.port.js';

/** The session of a login, and all sessions of its user as read after it was stored. */
export interface OpenedSession {
  readonly session: Session;
  readonly all: readonly Session[];
}

/** Opens a session for a login. */
export class SessionOpener {
  constructor(
    private readonly users: UserRepository,
    private readonly sessions: SessionRepository,
    private readonly codec: RefreshTokenCodec,
    private readonly policy: SessionPolicy,
    private readonly ids: IdGenerator,
  ) {}

  /** @throws InvalidCredentials if the user has changed since it was read */
  async open(user: User, { ipAddress, userAgent }: ClientContext, now: Date): Promise<OpenedSession> {
    const id = toSessionId(this.ids.generate());
    const nonce = this.codec.createNonce();
    const session = Session.start(
      { id, userId: user.id, nonce, device: { ipAddress, userAgent } },
      this.policy,
      now,
    );
    await this.sessions.insert(session);
    const [all] = await Promise.all([
      this.sessions.findByUser(user.id),
      this.refuseIfOutdated(user, session),
    ]);
    return { session, all };
  }

  /**
   * A password change or a logout everywhere may have run since the user was read. It did not see this session, so the session
   * must end.
   */
  private async refuseIfOutdated(user: User, session: Session): Promise<void> {
    const stored = await this.users.findById(user.id);
    if (stored?.version === user.version) return;
    await this.sessions.delete(session.id);
    throw new InvalidCredentials();
  }
}
