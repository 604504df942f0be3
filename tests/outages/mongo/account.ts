import type { Session } from '../../../src/domain/session/session.js';
import type { SessionRepository } from '../../../src/domain/session/session-repository.port.js';
import type { UserRepository } from '../../../src/domain/user/user-repository.port.js';
import { aSession, aUser, sessionPolicy } from '../../support/builders.js';

/** The requested writes, and how many of them were acknowledged. Other writes may or may not have taken effect. */
interface Count {
  asked: number;
  acknowledged: number;
}

/** A user with one session, and what the store has acknowledged of them. */
export class Account {
  readonly #user = aUser();
  #session: Session = aSession({ userId: this.#user.id });
  readonly #registrations = none();
  readonly #changes = none();
  readonly #logIns = none();
  readonly #rotations = none();
  readonly #logOuts = none();

  constructor(
    private readonly users: UserRepository,
    private readonly sessions: SessionRepository,
  ) {}

  get acknowledged(): number {
    const counts = [this.#registrations, this.#changes, this.#logIns, this.#rotations, this.#logOuts];
    return counts.reduce((sum, { acknowledged }) => sum + acknowledged, 0);
  }

  /** Rejects if the store is down. */
  async live(): Promise<void> {
    await ask(this.#registrations, () => this.users.insert(this.#user));
    await ask(this.#logIns, () => this.sessions.insert(this.#session));
    for (let use = 0; use < 5; use += 1) {
      const { generation } = this.#session;
      const rotated = this.#session.rotate(
        { userAgent: undefined, ipAddress: undefined },
        sessionPolicy,
        new Date(),
      );
      await ask(this.#rotations, () => this.sessions.replace(rotated, generation));
      this.#session = rotated;
      await ask(this.#changes, () =>
        this.users.update(this.#user.id, (user) => user.invalidateTokens(new Date())),
      );
    }
    await ask(this.#logOuts, () => this.sessions.deleteByUser(this.#user.id));
  }

  /** Returns the differences: writes that the store has lost or invented. */
  async faults(): Promise<string[]> {
    const user = await this.users.findById(this.#user.id);
    const session = await this.sessions.findById(this.#session.id);
    const faults = [];
    if (!isWithin(this.#registrations, user ? 1 : 0)) faults.push('a registration');
    if (user && !isWithin(this.#changes, user.version - 1)) faults.push('a change of a user');
    if (session && !isWithin(this.#rotations, session.generation)) faults.push('a rotation');
    if (session && this.#logOuts.acknowledged > 0) faults.push('a log-out');
    if (!session && this.#logOuts.asked === 0 && this.#logIns.acknowledged > 0) faults.push('a log-in');
    return faults.map((fault) => `${fault} of ${this.#user.id}`);
  }
}

const none = (): Count => ({ asked: 0, acknowledged: 0 });

const isWithin = ({ asked, acknowledged }: Count, found: number) => acknowledged <= found && found <= asked;

async function ask(count: Count, call: () => Promise<unknown>): Promise<void> {
  count.asked += 1;
  await call();
  count.acknowledged += 1;
}
