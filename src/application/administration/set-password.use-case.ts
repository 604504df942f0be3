import type { ClientContext } from '../../domain/shared/client-context.js';
import type { Clock } from '../../domain/shared/clock.port.js';
import { Password } from '../../domain/user/password.js';
import { UserNotFound } from '../../domain/user/user.errors.js';
import type { UserId } from '../../domain/user/user-id.js';
import type { UserRepository } from '../../domain/user/user-repository.port.js';
import { type Actor, actorId } from '../access/actor.js';
import type { ActorStanding } from '../access/actor-standing.js';
import type { AuditRecorder } from '../audit/audit-recorder.js';
import type { NewPassword } from '../credentials/new-password.js';
import type { AccessTerminator } from '../session/access-terminator.js';

export interface SetPasswordCommand {
  readonly userId: UserId;
  readonly password: string;
  readonly actor: Actor;
  readonly client: ClientContext;
}

/** Replaces the password of a user who has lost it, or whose password somebody else knows. Therefore all sessions end. */
export class SetPassword {
  constructor(
    private readonly users: UserRepository,
    private readonly newPassword: NewPassword,
    private readonly standing: ActorStanding,
    private readonly terminator: AccessTerminator,
    private readonly audit: AuditRecorder,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws InvalidValue | UserNotFound | PasswordTooWeak | PasswordBreached | Overloaded | InvalidAccessToken | Forbidden
   */
  async execute({ userId, actor, client, ...command }: SetPasswordCommand): Promise<void> {
    const password = Password.parse(command.password);
    const owner = await this.users.findById(userId);
    if (!owner) throw new UserNotFound();
    await this.newPassword.check(password, owner.email, client);
    const passwordHash = await this.newPassword.hash(password, owner.email, client);
    const now = this.clock.now();
    const user = await this.standing.act(
      { actor, access: { role: 'admin' }, params: { id: userId }, client },
      (current) =>
        this.users.update(userId, (stored) => current(stored).changePassword(passwordHash, now), owner),
    );
    if (!user) throw new UserNotFound();
    await this.terminator.endSessionsOf(user);
    await this.audit.record('password_change', { userId, actorId: actorId(actor), client });
  }
}
