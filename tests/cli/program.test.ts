import { createPrivateKey } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createProgram } from '../../src/interfaces/cli/program.js';
import { createApplication } from '../support/application.js';
import { client } from '../support/builders.js';

const PASSWORD = 'a password that is long';

const HIDDEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u;

function createCli() {
  const application = createApplication();
  const printed: string[] = [];
  const warned: string[] = [];
  const run = (...words: string[]): Promise<unknown> =>
    createProgram({
      useCases: async () => application,
      stores: async () => application,
      askPassword: async () => PASSWORD,
      print: (line) => printed.push(line),
      warn: (message) => warned.push(message),
    }).parseAsync(['node', 'cli', ...words]);
  const logIn = () => application.logIn.execute({ email: 'ada@example.com', password: PASSWORD, client });
  return { application, printed, warned, run, logIn };
}

describe('user', () => {
  it('creates an administrator, who can log in with the entered password', async () => {
    const { printed, run, logIn, application } = createCli();

    await run('user', 'create', '--email', 'ada@example.com', '--role', 'admin');

    expect(printed).toEqual([expect.stringMatching(/^\S+\tada@example\.com\tactive\tadmin$/)]);
    const { accessToken } = await logIn();
    const claims = await application.authenticate.execute({ accessToken, client });
    expect(claims.roles).toEqual(['admin']);
  });

  it('creates a user with the role user by default', async () => {
    const { printed, run } = createCli();
    await run('user', 'create', '--email', 'ada@example.com');
    expect(printed[0]).toMatch(/\tuser$/);
  });

  it('lists the users of all pages', async () => {
    const { printed, run, application } = createCli();
    for (let n = 0; n < 101; n += 1) {
      await application.registerUser.execute({ email: `u${n}@example.com`, password: PASSWORD, client });
    }
    await run('user', 'list');
    expect(new Set(printed).size).toBe(101);
    printed.length = 0;
    await run('user', 'list', '--role', 'admin');
    expect(printed).toEqual([]);
  });

  it('disables and enables', async () => {
    const { printed, run, logIn } = createCli();
    await run('user', 'create', '--email', 'ada@example.com');

    await run('user', 'disable', 'ada@example.com');
    expect(printed[1]).toMatch(/\tdisabled\t/);
    await expect(logIn()).rejects.toMatchObject({ code: 'invalid-credentials' });

    await run('user', 'enable', 'ada@example.com');
    await expect(logIn()).resolves.toHaveProperty('accessToken');
  });

  it('sets roles and revokes old tokens', async () => {
    const { printed, run, logIn, application } = createCli();
    await run('user', 'create', '--email', 'ada@example.com', '--role', 'admin');
    const { accessToken } = await logIn();

    await run('user', 'set-roles', 'ada@example.com', 'user');

    expect(printed[1]).toMatch(/\tuser$/);
    await expect(application.authenticate.execute({ accessToken, client })).rejects.toMatchObject({
      code: 'invalid-token',
    });
  });

  it('creates a user with a name', async () => {
    const { run, application } = createCli();
    await run('user', 'create', '--email', 'ada@example.com', '--name', 'Ada Lovelace');
    const user = await application.findUserByEmail.execute({ email: 'ada@example.com' });
    expect(user.name).toBe('Ada Lovelace');
  });

  it('RT-09 sets a password, and ends what the old one had opened', async () => {
    const { printed, run, logIn, application } = createCli();
    const old = 'the password of before';
    await application.registerUser.execute({ email: 'ada@example.com', password: old, client });
    const { refreshToken } = await application.logIn.execute({
      email: 'ada@example.com',
      password: old,
      client,
    });

    await run('user', 'set-password', 'ada@example.com');

    expect(printed).toEqual([expect.stringMatching(/\tada@example\.com\tactive\tuser$/)]);
    await expect(logIn()).resolves.toHaveProperty('accessToken');
    await expect(application.refreshSession.execute({ refreshToken, client })).rejects.toMatchObject({
      code: 'invalid-refresh-token',
    });
  });

  it('RT-09 AZ-06 deletes a user, the last administrator too', async () => {
    const { printed, run, logIn } = createCli();
    await run('user', 'create', '--email', 'ada@example.com', '--role', 'admin');
    await run('user', 'delete', 'ada@example.com');
    expect(printed[1]).toMatch(/^Deleted \S+$/);
    await expect(logIn()).rejects.toMatchObject({ code: 'invalid-credentials' });
    await expect(run('user', 'delete', 'ada@example.com')).rejects.toMatchObject({ code: 'not-found' });
  });

  it('refuses an unknown address', async () => {
    const { run } = createCli();
    await expect(run('user', 'disable', 'nobody@example.com')).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('session', () => {
  it('lists and ends the sessions of a user', async () => {
    const { printed, run, logIn, application } = createCli();
    await run('user', 'create', '--email', 'ada@example.com');
    const { refreshToken } = await logIn();
    printed.length = 0;

    await run('session', 'list', 'ada@example.com');
    const [id = ''] = printed[0]?.split('\t') ?? [];
    await run('session', 'end', 'ada@example.com', id);

    await expect(application.refreshSession.execute({ refreshToken, client })).rejects.toMatchObject({
      code: 'invalid-refresh-token',
    });
  });

  it('RT-11 ends every session of a user', async () => {
    const { printed, run, logIn, application } = createCli();
    await run('user', 'create', '--email', 'ada@example.com');
    const all = [await logIn(), await logIn()];
    await run('session', 'end-all', 'ada@example.com');
    for (const { accessToken } of all) {
      await expect(application.authenticate.execute({ accessToken, client })).rejects.toMatchObject({
        code: 'invalid-token',
      });
    }
    printed.length = 0;
    await run('session', 'list', 'ada@example.com');
    expect(printed).toEqual([]);
  });

  it('LOG-03 lists a session in one row of five columns, whatever its user agent is', async () => {
    const { printed, run, application } = createCli();
    await run('user', 'create', '--email', 'ada@example.com');
    printed.length = 0;
    const characters = Array.from({ length: 0x110000 }, (_, codePoint) => String.fromCodePoint(codePoint));
    const userAgent = characters.join('');
    const credentials = { email: 'ada@example.com', password: PASSWORD };
    await application.logIn.execute({ ...credentials, client: { ...client, ipAddress: '\n', userAgent } });

    await run('session', 'list', 'ada@example.com');

    expect(printed).toHaveLength(1);
    const columns = printed[0]?.split('\t') ?? [];
    expect(columns).toHaveLength(5);
    expect(columns[3]).toBe('\\u000a');
    expect(columns.join('').match(HIDDEN)).toBeNull();
    expect(columns[4]).toMatch(/^\\u0000.*\\u0009\\u000a.*\\u001b.* !.*~\\u007f\\u0080.*\\u202e.*\\ud800/);
  });

  it('LOG-03 escapes the arguments that it repeats', async () => {
    const { printed, run } = createCli();
    await run('token', 'revoke', 'a\u009b31m\nb');
    expect(printed).toEqual(['Revoked a\\u009b31m\\u000ab']);
  });

  it('AZ-03 does not end a session of another user', async () => {
    const { printed, run, logIn } = createCli();
    await run('user', 'create', '--email', 'ada@example.com');
    await run('user', 'create', '--email', 'bob@example.com');
    await logIn();
    printed.length = 0;
    await run('session', 'list', 'ada@example.com');
    const [id = ''] = printed[0]?.split('\t') ?? [];
    await expect(run('session', 'end', 'bob@example.com', id)).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('token', () => {
  it('revokes one access token but not its session', async () => {
    const { run, logIn, application } = createCli();
    await run('user', 'create', '--email', 'ada@example.com');
    const { accessToken, refreshToken } = await logIn();
    const { tokenId } = await application.authenticate.execute({ accessToken, client });

    await run('token', 'revoke', tokenId);

    await expect(application.authenticate.execute({ accessToken, client })).rejects.toMatchObject({
      reason: 'revoked',
    });
    await expect(application.refreshSession.execute({ refreshToken, client })).resolves.toBeDefined();
  });
});

describe('secrets', () => {
  it('prints different secrets of sufficient length each time', async () => {
    const { printed, run } = createCli();
    await run('secrets', 'generate');
    await run('secrets', 'generate');
    expect(printed).toHaveLength(4);
    expect(new Set(printed).size).toBe(4);
    expect(printed[0]).toMatch(/^JWT_SECRET=[\w-]{64}$/);
    expect(printed[1]).toMatch(/^REFRESH_TOKEN_KEYS=[\w-]{64}$/);
  });
});

describe('keys', () => {
  const directory = mkdtempSync(join(tmpdir(), 'keys-'));
  afterAll(() => rmSync(directory, { recursive: true }));

  it.each([
    ['ES256', { namedCurve: 'prime256v1' }],
    ['ES384', { namedCurve: 'secp384r1' }],
    ['ES512', { namedCurve: 'secp521r1' }],
    ['RS256', { modulusLength: 3072, publicExponent: 65_537n }],
  ])('AT-16 makes a key that fits %s', async (algorithm, details) => {
    const { printed, run } = createCli();
    await run('keys', 'generate', '--alg', algorithm);
    expect(createPrivateKey(printed.join('\n')).asymmetricKeyDetails).toEqual(details);
  });

  it('writes a key that only its owner can read, and never overwrites a file', async () => {
    const { printed, run } = createCli();
    const file = join(directory, 'signing-key.pem');
    await run('keys', 'generate', '--alg', 'ES256', '--out', file);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(createPrivateKey(readFileSync(file)).type).toBe('private');
    expect(printed).toEqual(['JWT_ALGORITHM=ES256', `JWT_PRIVATE_KEY_FILE=${file}`]);

    const other = join(directory, 'other.pem');
    writeFileSync(other, 'kept');
    const noFolder = join(directory, 'none', 'key.pem');
    for (const path of [other, noFolder]) {
      const refusal = { path: 'out', message: `must name a new file in a writable folder, and not ${path}` };
      await expect(run('keys', 'generate', '--alg', 'ES256', '--out', path)).rejects.toMatchObject(refusal);
    }
    expect(readFileSync(other, 'utf8')).toBe('kept');
  });
});
