import type { User } from '../../../../src/domain/user/user.js';
import { UserRewrites } from '../../../../src/infrastructure/persistence/user-rewrites.js';
import { aUser, START } from '../../../support/builders.js';

/** A store with one user, which lists the commands that it gets. */
function createStore() {
  const commands: string[] = [];
  let stored: { user: User; revision: number } | undefined = { user: aUser(), revision: 7 };
  const writeAt = (revision: number, next: typeof stored) => {
    if (stored?.revision !== revision) return false;
    stored = next;
    return true;
  };
  const rewrites = new UserRewrites({
    find: async () => {
      commands.push('find');
      return stored;
    },
    replace: async (_id, revision, user) => {
      commands.push('replace');
      return writeAt(revision, { user, revision: revision + 1 });
    },
    remove: async (_id, revision) => {
      commands.push('remove');
      return writeAt(revision, undefined);
    },
  });
  const read = () => {
    const user = rewrites.remember(stored);
    if (!user) throw new Error('There is no user.');
    return user;
  };
  return { rewrites, commands, read };
}

const raise = (user: User) => user.invalidateTokens(START);
const refuseFirstVersion = (user: User) => {
  if (user.version === 1) throw new Error('refused');
  return user.invalidateTokens(START);
};

describe('UserRewrites', () => {
  it('reads a user that is not known before it writes', async () => {
    const { rewrites, commands, read } = createStore();
    await rewrites.update(read().id, raise);
    await rewrites.delete(read().id);
    expect(commands).toEqual(['find', 'replace', 'find', 'remove']);
  });

  it('does not read a known user again', async () => {
    const { rewrites, commands, read } = createStore();
    const changed = await rewrites.update(read().id, raise, read());
    expect(changed?.version).toBe(2);
    expect(await rewrites.delete(read().id, undefined, read())).toBe(true);
    expect(commands).toEqual(['replace', 'remove']);
  });

  it('reads a known user again if another write came first', async () => {
    const { rewrites, commands, read } = createStore();
    const known = read();
    await rewrites.update(known.id, raise, known);
    expect((await rewrites.update(known.id, raise, known))?.version).toBe(3);
    expect(await rewrites.delete(known.id, refuseFirstVersion, known)).toBe(true);
    expect(commands).toEqual(['replace', 'replace', 'find', 'replace', 'find', 'remove']);
  });

  it('refuses, and changes nothing, only after a read', async () => {
    const { rewrites, commands, read } = createStore();
    await expect(rewrites.update(read().id, refuseFirstVersion, read())).rejects.toThrow('refused');
    await expect(rewrites.delete(read().id, refuseFirstVersion, read())).rejects.toThrow('refused');
    expect((await rewrites.update(read().id, (user) => user, read()))?.version).toBe(1);
    expect(commands).toEqual(['find', 'find', 'find']);
  });

  it('reads if the known user is another one, or was not read from this store', async () => {
    const { rewrites, commands, read } = createStore();
    const other = rewrites.remember({ user: aUser(), revision: 7 });
    for (const known of [other, createStore().read()]) await rewrites.update(read().id, raise, known);
    expect(read().version).toBe(3);
    expect(commands).toEqual(['find', 'replace', 'find', 'replace']);
  });

  it('does not write again if the answer to a write was lost', async () => {
    const { read } = createStore();
    const user = read();
    let writes = 0;
    const lose = async () => {
      writes += 1;
      throw new Error('lost');
    };
    const find = async () => ({ user, revision: 7 });
    const rewrites = new UserRewrites({ find, replace: lose, remove: lose });
    const known = rewrites.remember({ user, revision: 7 });
    await expect(rewrites.update(user.id, raise, known)).rejects.toThrow('lost');
    await expect(rewrites.delete(user.id, undefined, known)).rejects.toThrow('lost');
    expect(writes).toBe(2);
  });
});
