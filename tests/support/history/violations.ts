import type { Operation } from './operations.js';
import { SessionModel } from './session-model.js';

/** Each operation whose outcome no order of the operations explains, with what is wrong with it. */
export function violationsOf(history: readonly Operation[]): string[] {
  const byUser = new Map<string, Operation[]>();
  for (const operation of history) {
    byUser.set(operation.user, [...(byUser.get(operation.user) ?? []), operation]);
  }
  return [...byUser.values()].flatMap((operations) => {
    const model = new SessionModel(operations);
    return operations.flatMap((operation) =>
      faultsOf(operation, model).map((fault) => `${fault}: ${JSON.stringify(operation, withoutTokens)}`),
    );
  });
}

const withoutTokens = (name: string, value: unknown) =>
  name === 'accessToken' || name === 'refreshToken' ? undefined : value;

function faultsOf(operation: Operation, model: SessionModel): string[] {
  if (operation.outcome === 'unknown') return [];
  const found =
    operation.outcome === 'done' ? faultsOfDone(operation, model) : faultsOfRefused(operation, model);
  return Object.entries(found).flatMap(([fault, isThere]) => (isThere ? [fault] : []));
}

/** By their names: whether they are there. */
type Faults = Readonly<Record<string, boolean>>;

function faultsOfDone(operation: Operation, model: SessionModel): Faults {
  const { begin, end } = operation;
  switch (operation.kind) {
    case 'log-in':
      return { 'an old password opened a session': model.isOldPassword(operation.password, begin) };
    case 'refresh': {
      const { shown, given } = operation;
      if (!given) return { 'a refresh gave no token': true };
      const { session, generation } = given;
      return {
        'an ended session came back': model.hasEnded(session, begin),
        'a token was not exchanged': session !== shown.session || generation <= shown.generation,
        'a token has two live successors':
          generation < model.knownGeneration(session, begin) || !model.isUnique(given),
        'a token came from nowhere': generation > model.shownGeneration(session, end) + 1,
      };
    }
    case 'reading':
      return {
        'a revoked access token was let in': model.isRevoked(operation.shown, begin),
        'a role change was lost': !model.mayHaveRoles(operation.found ?? [], begin, end),
      };
    case 'password-change':
      return {
        'a revoked access token was let in': model.isRevoked(operation.shown, begin),
        'a password was replaced twice': model.isReplacedTwice(operation),
      };
    default:
      return {};
  }
}

function faultsOfRefused(operation: Operation, model: SessionModel): Faults {
  const { end } = operation;
  switch (operation.kind) {
    case 'log-in':
      return { 'a password was lost': !model.mayBeOutdated(operation) };
    case 'refresh':
      return { 'an honest client was logged out': !model.mayHaveEnded(operation.shown.session, end) };
    case 'reading':
    case 'password-change':
      return { 'an honest client was refused': !model.mayBeRevoked(operation.shown, end) };
    default:
      return { 'it was refused': true };
  }
}
