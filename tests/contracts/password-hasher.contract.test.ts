import { EmailAddress } from '../../src/domain/user/email-address.js';
import { Password } from '../../src/domain/user/password.js';
import type { PasswordHash } from '../../src/domain/user/password-hasher.port.js';
import { Overloaded } from '../../src/domain/user/user.errors.js';
import { passwords } from '../../src/infrastructure/passwords/index.js';
import { ports } from '../../src/wiring/port-identifiers.js';
import { caller } from '../support/builders.js';
import { type Harnesses, registered } from '../support/harnesses/harness.js';
import { loadTechnology } from '../support/harnesses/load-technology.js';

interface Harness {
  /** Parameters other than the default ones. The default hasher must request a new hash for them. */
  readonly otherParameters: Record<string, string>;
  /** One job at a time and none waiting. */
  readonly noQueue: Record<string, string>;
  /** One job at a time and two waiting. */
  readonly shortQueue: Record<string, string>;
}

const harnesses: Harnesses<typeof passwords, Harness> = {
  argon2: {
    otherParameters: { ARGON2_MEMORY_KIB: '12288', ARGON2_ITERATIONS: '3' },
    noQueue: { HASHING_CONCURRENCY: '1', HASHING_QUEUE_LIMIT: '0' },
    shortQueue: { HASHING_CONCURRENCY: '1', HASHING_QUEUE_LIMIT: '2', HASHING_QUEUE_TIMEOUT_MS: '30000' },
  },
};

describe.each(registered(passwords, harnesses))('PasswordHasher of %s', (name, harness) => {
  const { otherParameters, noQueue, shortQueue } = harness;
  const password = Password.parse('correct horse battery staple');
  const create = async (environment?: Record<string, string>) =>
    (await loadTechnology(passwords, name, environment)).container.getAsync(ports.PasswordHasher);

  it('verifies the hashed password and no other', async () => {
    const hasher = await create();
    const hash = await hasher.hash(password, caller);
    await expect(hasher.verify(password, hash, caller)).resolves.toBe(true);
    await expect(hasher.verify(Password.parse('correct horse battery stapler'), hash, caller)).resolves.toBe(
      false,
    );
  });

  it('makes a different hash of the same password each time', async () => {
    const hasher = await create();
    expect(await hasher.hash(password, caller)).not.toBe(await hasher.hash(password, caller));
  });

  it.each([
    ['a trailing NUL', 'correct horse battery\0'],
    ['letter case', 'Correct horse battery'],
    ['a trailing space', 'correct horse battery '],
  ])('PW-04 minds %s', async (_, other) => {
    const hasher = await create();
    const hash = await hasher.hash(Password.parse('correct horse battery'), caller);
    await expect(hasher.verify(Password.parse(other), hash, caller)).resolves.toBe(false);
  });

  it('PW-04 uses all bytes after the 72nd', async () => {
    const hasher = await create();
    const hash = await hasher.hash(Password.parse(`${'x'.repeat(100)}a`), caller);
    await expect(hasher.verify(Password.parse(`${'x'.repeat(100)}b`), hash, caller)).resolves.toBe(false);
  });

  it('verifies hashes of another instance, even one with other parameters', async () => {
    const hash = await (await create(otherParameters)).hash(password, caller);
    await expect((await create()).verify(password, hash, caller)).resolves.toBe(true);
  });

  it('requests a new hash if the parameters are not the current ones', async () => {
    const current = await create();
    const other = await create(otherParameters);
    const hash = await current.hash(password, caller);
    expect(current.needsRehash(hash)).toBe(false);
    expect(other.needsRehash(hash)).toBe(true);
    expect(current.needsRehash('$2b$12$abcdefghijklmnopqrstuv' as PasswordHash)).toBe(true);
  });

  it.each(['', 'password', '$', '$argon2id$v=19$m=19456,t=2,p=1$', '$2b$12$abcdefghijklmnopqrstuv'])(
    'returns false for the malformed hash %p',
    async (malformed) => {
      await expect((await create()).verify(password, malformed as PasswordHash, caller)).resolves.toBe(false);
    },
  );

  it('LG-02 has a decoy with the current parameters that no password matches', async () => {
    const hasher = await create();
    expect(hasher.needsRehash(hasher.decoy)).toBe(false);
    await expect(hasher.verify(password, hasher.decoy, caller)).resolves.toBe(false);
    expect((await create()).decoy).not.toBe(hasher.decoy);
  });

  it('DS-03 refuses jobs that do not fit in the queue, and completes the others', async () => {
    const hasher = await create(noQueue);
    const [first, second] = await Promise.allSettled([
      hasher.hash(password, caller),
      hasher.hash(password, caller),
    ]);
    expect(first?.status).toBe('fulfilled');
    expect(second).toMatchObject({ status: 'rejected', reason: expect.any(Overloaded) });
    await expect(hasher.verify(password, hasher.decoy, caller)).resolves.toBe(false);
  });

  it.each([
    ['network', (index: number) => ({ ...caller, account: EmailAddress.parse(`user-${index}@example.com`) })],
    ['account', (index: number) => ({ ...caller, ipAddress: `198.51.100.${index}` })],
  ])('DS-03 admits another caller where the calls of one %s have taken every place', async (_, busy) => {
    const hasher = await create(shortQueue);
    const calls = [0, 1, 2].map((index) => hasher.verify(password, hasher.decoy, busy(index)));
    const other = { account: EmailAddress.parse('grace@example.com'), ipAddress: '203.0.113.1' };
    const outcomes = await Promise.allSettled([...calls, hasher.verify(password, hasher.decoy, other)]);
    expect(outcomes).toMatchObject([
      { status: 'fulfilled' },
      { status: 'fulfilled' },
      { status: 'rejected', reason: expect.any(Overloaded) },
      { status: 'fulfilled' },
    ]);
  });
});
