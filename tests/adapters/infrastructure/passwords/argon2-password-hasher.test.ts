import { Password } from '../../../../src/domain/user/password.js';
import type { PasswordHash } from '../../../../src/domain/user/password-hasher.port.js';
import { Overloaded } from '../../../../src/domain/user/user.errors.js';
import { Argon2PasswordHasher } from '../../../../src/infrastructure/passwords/argon2/argon2-password-hasher.js';
import { HashingQueue } from '../../../../src/infrastructure/passwords/hashing-queue.js';
import { PepperRing } from '../../../../src/infrastructure/passwords/pepper-ring.js';
import { caller } from '../../../support/builders.js';
import { RecordingLogger } from '../../../support/fakes/recording-logger.js';

const cheap = { memory: 64, iterations: 1, parallelism: 1 };
const password = Password.parse('correct horse battery staple');
const salt = 'AAAAAAAAAAAAAAAAAAAAAA';
const tag = 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';
const planted = (parameters: string, algorithm = 'argon2id$v=19') =>
  `$${algorithm}$${parameters}$${salt}$${tag}` as PasswordHash;
const pepper = (id: string) => ({ id, key: Buffer.alloc(32, id) });

function create(parameters = cheap, peppers: ReturnType<typeof pepper>[] = [], concurrency = 2) {
  const logger = new RecordingLogger();
  const queue = new HashingQueue({ concurrency, maxWaiting: 0, maxWaitMs: 2_000 });
  return { logger, hasher: new Argon2PasswordHasher(parameters, new PepperRing(peppers), queue, logger) };
}

/** A hasher that refuses every call that would hash. */
const createWithoutThreads = () => create(cheap, [], 0);

it('PW-07 writes an argon2id PHC string with 16 bytes of salt and 32 bytes of tag', async () => {
  const { hasher } = create({ memory: 19_456, iterations: 2, parallelism: 1 });
  const shape = /^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/;
  expect(await hasher.hash(password, caller)).toMatch(shape);
  expect(hasher.decoy).toMatch(shape);
});

it('verifies a test vector of the reference implementation', async () => {
  const { hasher } = create();
  const hash =
    '$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4' as PasswordHash;
  await expect(hasher.verify(Password.parse('password'), hash, caller)).resolves.toBe(true);
});

it.each([{ memory: 65 }, { iterations: 2 }, { memory: 64, parallelism: 2 }])(
  'PW-08 asks for a new hash after a change to %p',
  async (change) => {
    const hash = await create().hasher.hash(password, caller);
    const raised = create({ ...cheap, ...change }).hasher;
    expect(raised.needsRehash(hash)).toBe(true);
    expect(raised.needsRehash(await raised.hash(password, caller))).toBe(false);
  },
);

it('PW-08 requires a rehash of argon2i and of a shorter salt or tag', () => {
  const { hasher } = create();
  expect(hasher.needsRehash(planted('m=64,t=1,p=1'))).toBe(false);
  expect(hasher.needsRehash(planted('m=64,t=1,p=1', 'argon2i$v=19'))).toBe(true);
  expect(hasher.needsRehash(`$argon2id$v=19$m=64,t=1,p=1$AAAAAAAAAAA$${tag}` as PasswordHash)).toBe(true);
});

describe('PW-09 a stored hash out of bounds', () => {
  it.each([
    ['4 GiB', planted('m=4194304,t=10,p=1')],
    ['a KiB too much memory', planted('m=262145,t=1,p=1')],
    ['an iteration too many', planted('m=64,t=11,p=1')],
    ['a lane too many', planted('m=64,t=1,p=5')],
    ['no iteration', planted('m=64,t=0,p=1')],
    ['no lane', planted('m=64,t=1,p=0')],
    ['less memory than its lanes need', planted('m=15,t=1,p=2')],
    ['a number that overflows', planted('m=99999999999999999999,t=1,p=1')],
    ['a negative number', planted('m=-64,t=1,p=1')],
    ['an unknown algorithm', planted('m=64,t=1,p=1', 'argon2x$v=19')],
    ['an old version', planted('m=64,t=1,p=1', 'argon2id$v=16')],
    ['a member more', planted('m=64,t=1,p=1,data=AAAA')],
    ['a short salt', `$argon2id$v=19$m=64,t=1,p=1$AAAA$${tag}` as PasswordHash],
    ['an empty tag', `$argon2id$v=19$m=64,t=1,p=1$${salt}$` as PasswordHash],
    ['a huge tag', `$argon2id$v=19$m=64,t=1,p=1$${salt}$${'A'.repeat(10_000)}` as PasswordHash],
    ['a line break at its end', `${planted('m=64,t=1,p=1')}\n` as PasswordHash],
  ])('with %s is refused before any work, and seen in the log without its salt and tag', async (_, hash) => {
    const { hasher, logger } = createWithoutThreads();
    await expect(hasher.verify(password, hash, caller)).resolves.toBe(false);
    expect(logger.entries).toMatchObject([{ level: 'warn' }]);
    expect(JSON.stringify(logger.entries)).not.toContain('AAAA');
  });

  it('is accepted exactly at the bounds', async () => {
    const { hasher, logger } = create();
    await expect(hasher.verify(password, planted('m=64,t=10,p=4'), caller)).resolves.toBe(false);
    expect(logger.entries).toEqual([]);
    const work = createWithoutThreads().hasher.verify(password, planted('m=64,t=10,p=4'), caller);
    await expect(work).rejects.toThrow(Overloaded);
  });
});

describe('PW-10 peppers', () => {
  it('store their id in the hash as the PHC parameter keyid', async () => {
    const { hasher } = create(cheap, [pepper('a')]);
    expect(await hasher.hash(password, caller)).toMatch(/^\$argon2id\$v=19\$m=64,t=1,p=1,keyid=YQ\$/);
    expect(hasher.decoy).toMatch(/^\$argon2id\$v=19\$m=64,t=1,p=1,keyid=YQ\$/);
  });

  it('both verify during a rotation, and the old one requires a rehash', async () => {
    const old = create(cheap, [pepper('a')]).hasher;
    const rotated = create(cheap, [pepper('b'), pepper('a')]).hasher;
    const oldHash = await old.hash(password, caller);
    const newHash = await rotated.hash(password, caller);
    await expect(rotated.verify(password, oldHash, caller)).resolves.toBe(true);
    await expect(rotated.verify(password, newHash, caller)).resolves.toBe(true);
    expect(rotated.needsRehash(oldHash)).toBe(true);
    expect(rotated.needsRehash(newHash)).toBe(false);
  });

  it('refuse the same hash under another key of the same id', async () => {
    const hash = await create(cheap, [pepper('a')]).hasher.hash(password, caller);
    const other = create(cheap, [{ id: 'a', key: Buffer.alloc(32, 'z') }]).hasher;
    await expect(other.verify(password, hash, caller)).resolves.toBe(false);
  });

  it('refuse a hash whose pepper was removed, and log it', async () => {
    const hash = await create(cheap, [pepper('a')]).hasher.hash(password, caller);
    const { hasher, logger } = create();
    await expect(hasher.verify(password, hash, caller)).resolves.toBe(false);
    expect(logger.entries).toMatchObject([{ level: 'warn', fields: { pepperId: 'a' } }]);
  });

  it('verify hashes without a pepper, and require a rehash', async () => {
    const hash = await create().hasher.hash(password, caller);
    const { hasher } = create(cheap, [pepper('a')]);
    await expect(hasher.verify(password, hash, caller)).resolves.toBe(true);
    expect(hasher.needsRehash(hash)).toBe(true);
  });
});
