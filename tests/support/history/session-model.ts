import type { LogIn, Operation, PasswordChange, RoleChange, Tokens } from './operations.js';

/** What ends the access tokens that a user has: it raises the version of the user. */
type Change = PasswordChange | RoleChange;

const isChange = (operation: Operation): operation is Change =>
  operation.kind === 'password-change' || operation.kind === 'role-change';

const areTheSame = (some: readonly string[], others: readonly string[]) => some.join() === others.join();

/**
 * What is known of the sessions of one user, from what was acknowledged and when. Operations at the same time have no order. What
 * their answers leave open, the model allows.
 */
export class SessionModel {
  readonly #changes: readonly Change[];

  /** @param operations those of the user */
  constructor(private readonly operations: readonly Operation[]) {
    this.#changes = operations.filter(isChange).filter(({ outcome }) => outcome !== 'refused');
  }

  /** Certainly, before that point. */
  hasEnded(session: string, at: number): boolean {
    const logIn = this.#logInOf(session);
    return this.operations.some((ending) => {
      if (ending.outcome !== 'done' || ending.end >= at) return false;
      if (ending.kind === 'log-out') return ending.shown.session === session;
      if (ending.kind !== 'password-change' || ending.shown.session === session) return false;
      return logIn.end < ending.begin || logIn.password === ending.from;
    });
  }

  /** Possibly, before that point. */
  mayHaveEnded(session: string, at: number): boolean {
    const logIn = this.#logInOf(session);
    return this.operations.some((ending) => {
      if (ending.outcome === 'refused' || ending.begin >= at) return false;
      if (ending.kind === 'log-out') return ending.shown.session === session;
      if (ending.kind !== 'password-change' || ending.shown.session === session) return false;
      return ending.end > logIn.begin;
    });
  }

  /** Certainly, before that point. */
  isRevoked(tokens: Tokens, at: number): boolean {
    const isOutdated = this.#changes.some(({ begin, end }) => tokens.end < begin && end < at);
    return isOutdated || this.hasEnded(tokens.session, at);
  }

  /** Possibly, before that point. */
  mayBeRevoked(tokens: Tokens, at: number): boolean {
    const isOutdated = this.#changes.some(({ begin, end }) => begin < at && tokens.begin < end);
    return isOutdated || this.mayHaveEnded(tokens.session, at);
  }

  /** Certainly, before that point. */
  isOldPassword(password: string, at: number): boolean {
    return this.#changes.some((change) => isFrom(change, password) && change.end < at);
  }

  /** Whether a log-in with a password that was the user's can have met a change. */
  mayBeOutdated({ password, begin, end }: LogIn): boolean {
    return this.#changes.some(
      (change) => change.begin < end && (isFrom(change, password) || change.end > begin),
    );
  }

  isReplacedTwice({ from }: PasswordChange): boolean {
    return this.#changes.filter((change) => change.outcome === 'done' && isFrom(change, from)).length > 1;
  }

  /** Whether a reading between these points can have found the roles. */
  mayHaveRoles(roles: readonly string[], begin: number, end: number): boolean {
    const changes = this.#changes.filter((change) => change.kind === 'role-change');
    const done = changes.filter((change) => change.end < begin);
    const isReplaced = (at: number) => done.some((later) => later.begin > at);
    if (done.length === 0 && areTheSame(roles, FIRST_ROLES)) return true;
    return changes.some(
      (change) => change.begin < end && areTheSame(change.to, roles) && !isReplaced(change.end),
    );
  }

  /** The latest generation of the session that a client certainly had before that point. */
  knownGeneration(session: string, at: number): number {
    return Math.max(
      0,
      ...this.#refreshesOf(session).map(({ given, end }) => (end < at ? (given?.generation ?? 0) : 0)),
    );
  }

  /** The latest generation of the session that a client can have exchanged before that point. */
  shownGeneration(session: string, at: number): number {
    return Math.max(
      0,
      ...this.#refreshesOf(session).map(({ shown, begin }) => (begin < at ? shown.generation : 0)),
    );
  }

  /** Whether there is one token of this generation only. */
  isUnique({ session, generation, refreshToken }: Tokens): boolean {
    return this.#refreshesOf(session).every(
      ({ given }) => given?.generation !== generation || given.refreshToken === refreshToken,
    );
  }

  #logInOf(session: string): LogIn {
    const logIn = this.operations.find(
      (operation) => operation.kind === 'log-in' && operation.given?.session === session,
    );
    if (logIn?.kind !== 'log-in') throw new Error(`Nobody has opened the session ${session}.`);
    return logIn;
  }

  #refreshesOf(session: string) {
    return this.operations.filter(
      (operation) => operation.kind === 'refresh' && operation.shown.session === session,
    ) as Extract<Operation, { kind: 'refresh' }>[];
  }
}

/** Those of a registration. */
const FIRST_ROLES = ['user'];

function isFrom(change: Change, password: string): boolean {
  return change.kind === 'password-change' && change.from === password;
}
