import { mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPinoLogger } from '../../../../src/infrastructure/logging/pino-logger.js';

describe('createPinoLogger', () => {
  const folder = mkdtempSync(join(tmpdir(), 'pino-logger-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  /** The line that comes of the fields. */
  async function logged(fields: object): Promise<{ text: string; line: Record<string, unknown> }> {
    const file = join(folder, 'log');
    const fileDescriptor = openSync(file, 'w');
    const { logger, end } = await createPinoLogger({ level: 'info', pretty: false, fileDescriptor });
    logger.info(fields, 'message');
    await end();
    const text = readFileSync(file, 'utf8');
    return { text, line: JSON.parse(text) };
  }

  it('writes one JSON line with the level by name and the time in UTC', async () => {
    const { text, line } = await logged({ event: 'login', at: new Date(0), nested: { list: [1] } });
    expect(text).toMatch(/^[^\n]*\n$/);
    expect(line).toEqual({
      level: 'info',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      event: 'login',
      at: '1970-01-01T00:00:00.000Z',
      nested: { list: [1] },
      msg: 'message',
    });
  });

  it.each([
    'password',
    'currentPassword',
    'newPassword',
    'authorization',
    'cookie',
    'accessToken',
    'refreshToken',
    'secret',
  ])('LOG-01 blanks %s, at the top, one level down and in an error', async (name) => {
    const err = Object.assign(new Error('broken'), { [name]: 'guarded' });
    const nested = { [name]: 'guarded', kept: 1 };
    const { text, line } = await logged({ [name]: 'guarded', nested, err, otherError: err });
    expect(text).not.toContain('guarded');
    expect(line).toMatchObject({
      [name]: '[redacted]',
      nested: { [name]: '[redacted]', kept: 1 },
      err: { [name]: '[redacted]' },
    });
  });

  it('tells of an error its type, message and stack, and of its cause', async () => {
    const { line } = await logged({ err: new TypeError('broken', { cause: new Error('root') }) });
    expect(line['err']).toMatchObject({
      type: 'TypeError',
      message: 'broken: root',
      stack: expect.stringContaining('caused by: Error: root'),
    });
  });

  it('changes nothing of what it is given', async () => {
    const fields = { password: 'guarded', nested: { password: 'guarded' } };
    await logged(fields);
    expect(fields).toEqual({ password: 'guarded', nested: { password: 'guarded' } });
  });
});
