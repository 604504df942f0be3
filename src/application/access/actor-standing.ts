import type { Access } from '../../domain/access/access.js';
import { InvalidAccessToken } from '../../domain/access-token/access-token.errors.js';
import type { AccessTokenClaims } from '../../domain/access-token/access-token-claims.js';
import type { RevocationStore } from '../../domain/access-token/revocation-store.port.js';
import type { ClientContext } from '../../domain/shared/client-context.js';
import type { User } from '../../domain/user/user.js';
import type { UserRepository } from '../../domain/user/user-repository.port.js';
import { type Actor, OPERATOR } from './actor.js';
import type { Authorize } from './authorize.use-case.js';
import type { RefusedActors } from './refused-actors.js';

export interface Acting<Who extends Actor = Actor> {
  readonly actor: Who;
  /** The access that the action requires. Without it, any authenticated user may act. */
  readonly access?: Access;
  /** The object of the action, by the names that `access` uses. */
  readonly params?: Readonly<Record<string, string>>;
  readonly client: ClientContext;
}

/**
 * Decides whether an actor still has the rights that the token had when the request arrived. Bodies, queues and stores take
 * time, and the actor can be demoted, disabled, deleted or logged out meanwhile.
 */
export class ActorStanding {
  constructor(
    private readonly users: UserRepository,
    private readonly revocations: Pick<RevocationStore, 'isRevoked'>,
    private readonly authorize: Authorize,
    private readonly refused: RefusedActors,
  ) {}

  /**
   * Call this right before a write, and right after a read whose result is returned. Asks the access policy, with the stored
   * roles.
   * @throws InvalidAccessToken | Forbidden
   */
  async confirm({ actor, ...acting }: Acting): Promise<void> {
    if (actor === OPERATOR) return;
    const { roles } = await this.refused.watch(actor, acting.client, async () => {
      await this.refuseRevoked(actor);
      return requireValidToken(actor, await this.users.findById(actor.userId));
    });
    await this.permit({ ...actor, roles }, acting);
  }

  /**
   * Confirms the actor and runs the action. Call `current` in the atomic step that writes a user: if the actor is that user, it
   * checks the token against the user as stored at that moment. Every change of roles raises the version, so the decision of
   * the access policy is valid as long as the version is.
   * @throws InvalidAccessToken | Forbidden
   */
  async act<T>(acting: Acting, action: (current: (stored: User) => User) => Promise<T>): Promise<T> {
    const { actor, client } = acting;
    await this.confirm(acting);
    if (actor === OPERATOR) return action((stored) => stored);
    return this.refused.watch(actor, client, () =>
      action((stored) => (stored.id === actor.userId ? requireValidToken(actor, stored) : stored)),
    );
  }

  /**
   * The same for an action on the actor's own user. The atomic step that writes checks the token, so nothing is read before it.
   * @throws InvalidAccessToken | Forbidden
   */
  actOnOwnUser<T>(
    { actor, ...acting }: Acting<AccessTokenClaims>,
    action: (current: (stored: User) => User) => Promise<T>,
  ): Promise<T> {
    return this.refused.watch(actor, acting.client, async () => {
      await this.refuseRevoked(actor);
      await this.permit(actor, acting);
      return action((stored) => requireValidToken(actor, stored));
    });
  }

  /**
   * Changes the actor's own user.
   * @param known the user, if the caller has read it before
   * @throws InvalidAccessToken | Forbidden
   */
  changeOwnUser(
    acting: Acting<AccessTokenClaims>,
    change: (user: User) => User,
    known?: User,
  ): Promise<User> {
    const { userId } = acting.actor;
    return this.actOnOwnUser(acting, async (current) => {
      const user = await this.users.update(userId, (stored) => change(current(stored)), known);
      if (!user) throw new InvalidAccessToken('no-such-user');
      return user;
    });
  }

  /**
   * Reads the actor's own user and checks that it still matches the token. Costs no more than reading the user.
   * @throws InvalidAccessToken
   */
  async findOwnUser({ actor, client }: Acting<AccessTokenClaims>): Promise<User> {
    const user = await this.users.findById(actor.userId);
    if (user?.stillHonours(actor.userVersion)) return user;
    return this.refused.watch(actor, client, async () => requireValidToken(actor, user));
  }

  private async refuseRevoked(actor: AccessTokenClaims): Promise<void> {
    if (await this.revocations.isRevoked(actor)) throw new InvalidAccessToken('revoked');
  }

  private permit(
    principal: AccessTokenClaims,
    { access = 'authenticated', params = {}, client }: Omit<Acting, 'actor'>,
  ): Promise<void> {
    return this.authorize.execute({ principal, access, params, client });
  }
}

/**
 * The token is checked before the rights. After a change of roles, its version is outdated, and a refresh gives the client a
 * token with the new roles.
 */
function requireValidToken(actor: AccessTokenClaims, user: User | undefined): User {
  if (!user) throw new InvalidAccessToken('no-such-user');
  if (!user.stillHonours(actor.userVersion)) throw new InvalidAccessToken('revoked');
  return user;
}
