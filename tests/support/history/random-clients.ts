import fc from 'fast-check';
import type { ApiClient, Credentials } from '../topology/api-client.js';
import type { Account, Session } from './account.js';
import { Recorder } from './recorder.js';

/** What the instances need so that only what this model knows ends a session or refuses a request. */
export const HISTORY_SETTINGS = {
  NODE_ENV: 'test',
  THROTTLING: 'none',
  MAX_SESSIONS_PER_USER: '1000',
  REFRESH_GRACE_SECONDS: '30',
  BOOTSTRAP_ADMIN_EMAIL: 'root@example.com',
  BOOTSTRAP_ADMIN_PASSWORD: 'the first administrator of all',
};

const ADMINISTRATOR: Credentials = {
  email: HISTORY_SETTINGS.BOOTSTRAP_ADMIN_EMAIL,
  password: HISTORY_SETTINGS.BOOTSTRAP_ADMIN_PASSWORD,
};

/** Few, so that clients often meet. */
const ACCOUNTS = 2;
const RECENT_SESSIONS = 2;
const CLIENTS = 8;

const step = fc.record({
  kind: fc.oneof(
    { weight: 1, arbitrary: fc.constant('registration' as const) },
    { weight: 3, arbitrary: fc.constant('log-in' as const) },
    { weight: 60, arbitrary: fc.constant('refresh' as const) },
    { weight: 20, arbitrary: fc.constant('reading' as const) },
    { weight: 2, arbitrary: fc.constant('log-out' as const) },
    { weight: 1, arbitrary: fc.constant('password-change' as const) },
    { weight: 2, arbitrary: fc.constant('role-change' as const) },
  ),
  instance: fc.nat(),
  account: fc.nat({ max: ACCOUNTS - 1 }),
  session: fc.nat({ max: RECENT_SESSIONS - 1 }),
  /** Shows what was newest before: a token whose successor was lost, or a password that somebody knew. */
  isOlder: fc.oneof(fc.constant(false), fc.constant(false), fc.constant(true)),
});

type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

/** Clients that do at random what people do, all at once, each with the instance that comes. */
export class RandomClients {
  readonly recorder = new Recorder();
  readonly #accounts: Account[] = [];
  #isOver = false;

  private constructor(
    private readonly instances: readonly ApiClient[],
    private readonly administrator: string,
  ) {}

  static async of(instances: readonly ApiClient[]): Promise<RandomClients> {
    const { accessToken, status } = (await instances[0]?.logIn(ADMINISTRATOR)) ?? {};
    if (accessToken === undefined) throw new Error(`The administrator cannot log in: ${status}.`);
    const clients = new RandomClients(instances, accessToken);
    for (const instance of instances) await clients.#register(instance);
    return clients;
  }

  /**
   * Resolves after so many steps, or earlier if it is told to stop or enough operations were acknowledged. The seed decides what is
   * done, and not in which order it ends.
   */
  async play(seed: number, steps: number, enough = Number.POSITIVE_INFINITY): Promise<void> {
    const ahead = fc.sample(step, { seed, numRuns: steps }).values();
    const repeat = async () => {
      for (const next of ahead) {
        if (this.#isOver || this.recorder.acknowledged >= enough) return;
        await this.#do(next);
      }
    };
    await Promise.all(Array.from({ length: CLIENTS }, repeat));
  }

  stop(): void {
    this.#isOver = true;
  }

  /** Asks for everything that was acknowledged. */
  async lookBack(): Promise<void> {
    const [instance] = this.instances;
    if (!instance) return;
    this.recorder.isPatient = true;
    for (const account of this.#accounts) {
      for (const session of account.sessions) {
        for (const tokens of session.tokens) await this.recorder.read(instance, account, tokens);
        await this.recorder.refresh(instance, account, session, session.newest);
      }
      for (const password of [...account.passwords, ...account.formerPasswords]) {
        const session = await this.recorder.logIn(instance, account, password);
        if (session) await this.recorder.read(instance, account, session.newest);
      }
    }
  }

  async #do({ kind, ...choice }: Step): Promise<void> {
    const instance = chosen(this.instances, choice.instance);
    const account = chosen(this.#accounts.slice(0, ACCOUNTS), choice.account);
    if (!instance || !account) return;
    if (kind === 'registration') return this.#register(instance);

    const session = chosen(account.sessions.slice(-RECENT_SESSIONS), choice.session);
    if (kind === 'log-in' || !session) {
      await this.recorder.logIn(instance, account, account.password(choice.isOlder));
      return;
    }
    await this.#use(session, account, kind, choice.isOlder, instance);
  }

  async #register(instance: ApiClient): Promise<void> {
    const account = await this.recorder.register(instance);
    if (account) this.#accounts.push(account);
  }

  #use(
    session: Session,
    account: Account,
    kind: Exclude<Step['kind'], 'registration' | 'log-in'>,
    isOlder: boolean,
    instance: ApiClient,
  ): Promise<unknown> {
    const tokens = isOlder ? session.older : session.newest;
    switch (kind) {
      case 'refresh':
        return this.recorder.refresh(instance, account, session, tokens);
      case 'reading':
        return this.recorder.read(instance, account, tokens);
      case 'log-out':
        return this.recorder.logOut(instance, account, tokens);
      case 'password-change':
        return this.recorder.changePassword(instance, account, tokens);
      default:
        return this.recorder.changeRoles(instance, account, this.administrator);
    }
  }
}

function chosen<T>(all: readonly T[], number: number): T | undefined {
  return all[number % Math.max(all.length, 1)];
}
