import { technology } from '../../../../src/infrastructure/passwords/argon2/argon2-passwords.module.js';

const key = 'k'.repeat(32);

/** Returns the variable and the message of every problem with these settings. */
const problems = (environment: Record<string, string>) => {
  const issues = technology.variables.safeParse(environment).error?.issues ?? [];
  return issues.map(({ path, message }) => `${path.join('.')} ${message}`);
};

describe('PW-07 the argon2 variables', () => {
  it('are strong enough by default', () => {
    expect(technology.variables.parse({})).toMatchObject({
      ARGON2_MEMORY_KIB: 19_456,
      ARGON2_ITERATIONS: 2,
      ARGON2_PARALLELISM: 1,
      PASSWORD_PEPPERS: [],
    });
  });

  it.each([
    ['19456', '2'],
    ['47104', '1'],
    ['12288', '3'],
    ['262144', '10'],
  ])('may be %s KiB with %s iterations', (ARGON2_MEMORY_KIB, ARGON2_ITERATIONS) => {
    expect(problems({ ARGON2_MEMORY_KIB, ARGON2_ITERATIONS })).toEqual([]);
  });

  it.each([
    ['19455', '2'],
    ['47103', '1'],
    ['12287', '3'],
    ['4096', '10'],
    ['262145', '2'],
    ['19456 ', '2'],
  ])('may not be %s KiB with %s iterations', (ARGON2_MEMORY_KIB, ARGON2_ITERATIONS) => {
    expect(problems({ ARGON2_MEMORY_KIB, ARGON2_ITERATIONS })).toEqual([
      expect.stringMatching(/^ARGON2_MEMORY_KIB (is too little|must be a whole number)/),
    ]);
  });

  it.each([
    ['ARGON2_ITERATIONS', '11'],
    ['ARGON2_PARALLELISM', '5'],
    ['HASHING_CONCURRENCY', '0'],
    ['HASHING_QUEUE_TIMEOUT_MS', '0'],
  ])('bound %s, which may not be %s', (variable, value) => {
    expect(problems({ [variable]: value })).toEqual([
      expect.stringMatching(new RegExp(`^${variable} must be a whole number from`)),
    ]);
  });
});

describe('PW-10 the peppers', () => {
  it('are read in order, with their keys as bytes', () => {
    const { PASSWORD_PEPPERS } = technology.variables.parse({ PASSWORD_PEPPERS: `2:${key}, 1:x:${key}` });
    expect(PASSWORD_PEPPERS).toEqual([
      { id: '2', key: Buffer.from(key) },
      { id: '1', key: Buffer.from(`x:${key}`) },
    ]);
  });

  it.each([
    ['no id', key],
    ['an empty id', `:${key}`],
    ['a long id', `ninechars:${key}`],
    ['an id that is no word', `a-b:${key}`],
    ['a key of 31 bytes', `1:${key.slice(1)}`],
    ['an id twice', `1:${key},1:${key}x`],
  ])('are refused with %s, and not printed', (_, PASSWORD_PEPPERS) => {
    const found = problems({ PASSWORD_PEPPERS });
    expect(found).toEqual([
      expect.stringMatching(/^PASSWORD_PEPPERS must be a comma-separated list of id:key/),
    ]);
    expect(found.join()).not.toContain(key.slice(1));
  });
});
