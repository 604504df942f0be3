import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import type { ApiClient, Reply } from '../topology/api-client.js';
import { Account, Session } from './account.js';
import type { Operation, Outcome, Tokens } from './operations.js';

const MOST_TRIES = 100;
const PAUSE_MS = 50;

/** Asks the service, and writes down what was asked, when and with what outcome. */
export class Recorder {
  /** In the names of all accounts, so that the next recorder has others. */
  readonly #name = randomUUID().slice(0, 8);
  readonly history: Operation[] = [];
  /** Asks again until it is known what became of it. */
  isPatient = false;
  #now = 0;
  #names = 0;

  /** Number of operations that succeeded. */
  get acknowledged(): number {
    return this.history.filter(({ outcome }) => outcome === 'done').length;
  }

  /** Resolves to the account, if the service has acknowledged it. */
  async register(instance: ApiClient): Promise<Account | undefined> {
    const name = this.#newName();
    const [email, password] = [`${name}@example.com`, passwordOf(name)];
    const { reply, ...asked } = await this.#ask(() => instance.register({ email, password }));
    const user = reply.user?.id ?? email;
    this.history.push({ kind: 'registration', user, password, ...asked });
    return asked.outcome === 'done' ? new Account(user, email, password) : undefined;
  }

  async logIn(instance: ApiClient, account: Account, password: string): Promise<Session | undefined> {
    const { user, email } = account;
    const { reply, ...asked } = await this.#ask(() => instance.logIn({ email, password }));
    const given = tokensOf(reply, asked);
    this.history.push({ kind: 'log-in', user, password, ...asked, ...(given && { given }) });
    if (!given) return undefined;
    const session = new Session(given);
    account.sessions.push(session);
    return session;
  }

  async refresh(instance: ApiClient, { user }: Account, session: Session, shown: Tokens): Promise<void> {
    const { reply, ...asked } = await this.#ask(() => instance.refresh(shown.refreshToken));
    const given = tokensOf(reply, asked);
    this.history.push({ kind: 'refresh', user, shown, ...asked, ...(given && { given }) });
    if (given) session.tokens.push(given);
  }

  async read(instance: ApiClient, { user }: Account, shown: Tokens): Promise<void> {
    const { reply, ...asked } = await this.#ask(() => instance.profile(shown.accessToken));
    const found = reply.user?.roles;
    this.history.push({ kind: 'reading', user, shown, ...asked, ...(found && { found }) });
  }

  async logOut(instance: ApiClient, { user }: Account, shown: Tokens): Promise<void> {
    const { reply: _, ...asked } = await this.#ask(() => instance.logOut(shown.refreshToken));
    this.history.push({ kind: 'log-out', user, shown, ...asked });
  }

  async changePassword(instance: ApiClient, account: Account, shown: Tokens): Promise<void> {
    const [from, to] = [account.password(false), passwordOf(this.#newName())];
    const { user } = account;
    const { reply: _, ...asked } = await this.#ask(() =>
      instance.changePassword(shown.accessToken, from, to),
    );
    this.history.push({ kind: 'password-change', user, shown, from, to, ...asked });
    if (asked.outcome === 'unknown') account.passwords.push(to);
    if (asked.outcome !== 'done') return;
    account.formerPasswords.push(from);
    account.passwords = [to];
  }

  async changeRoles(instance: ApiClient, account: Account, administrator: string): Promise<void> {
    if (account.rolesAreChanging) return;
    account.rolesAreChanging = true;
    const { user } = account;
    const to = account.roles.length > 1 ? ['user'] : ['user', 'admin'];
    const { reply: _, ...asked } = await this.#ask(() => instance.changeRoles(administrator, user, to));
    this.history.push({ kind: 'role-change', user, to, ...asked });
    if (asked.outcome === 'done') account.roles = to;
    account.rolesAreChanging = asked.outcome === 'unknown';
  }

  async #ask(request: () => Promise<Reply>) {
    const begin = this.#tick();
    let reply = await request();
    for (let tries = 1; this.isPatient && outcomeOf(reply) === 'unknown' && tries < MOST_TRIES; tries += 1) {
      await setTimeout(PAUSE_MS);
      reply = await request();
    }
    const outcome = outcomeOf(reply);
    return { reply, outcome, begin, end: outcome === 'unknown' ? Number.POSITIVE_INFINITY : this.#tick() };
  }

  #tick(): number {
    this.#now += 1;
    return this.#now;
  }

  #newName(): string {
    this.#names += 1;
    return `${this.#name}-${this.#names}`;
  }
}

function outcomeOf({ status, retryAfter }: Reply): Outcome {
  if (status === 0 || (status === 503 && retryAfter !== null)) return 'unknown';
  return status < 300 ? 'done' : 'refused';
}

function tokensOf(
  { accessToken, refreshToken }: Reply,
  { begin, end }: { readonly begin: number; readonly end: number },
): Tokens | undefined {
  if (accessToken === undefined || refreshToken === undefined) return undefined;
  const [session = '', generation] = refreshToken.split('.');
  return { session, generation: Number(generation), refreshToken, accessToken, begin, end };
}

const passwordOf = (name: string) => `correct horse ${name} battery staple`;
