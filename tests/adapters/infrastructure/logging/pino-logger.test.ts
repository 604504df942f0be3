import { mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPinoLogger } from '../../../../src/infrastructure/logging/pino-logger.js';

describe('createPinoLogger', () => {
  const folder = mkdtempSync(join(tmpdir(), 'pino-logger-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  /** Returns what the logger writes for these fields. */
  async function written(pretty: boolean, fields: object, message = 'message'): Promise<string> {
    const file = join(folder, 'log');
    const fileDescriptor = openSync(file, 'w');
    const { logger, end } = await createPinoLogger({ level: 'info', pretty, fileDescriptor });
    logger.info(fields, message);
    await end();
    return readFileSync(file, 'utf8');
  }

  /** Returns the line for these fields, as text and parsed. */
  async function logged(fields: object): Promise<{ text: string; line: Record<string, unknown> }> {
    const text = await written(false, fields);
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

  it.each([null, undefined, 'thrown text', 0])(
    'logs a line for %j, which can be thrown as well',
    async (err) => {
      expect((await logged({ err })).line).toMatchObject({ level: 'info', msg: 'message' });
      const nested = { kept: 1 };
      expect((await logged({ err, nested })).line).toMatchObject({ level: 'info', nested, msg: 'message' });
    },
  );

  it('logs the type, message, stack and cause of an error', async () => {
    const { line } = await logged({ err: new TypeError('broken', { cause: new Error('root') }) });
    expect(line['err']).toMatchObject({
      type: 'TypeError',
      message: 'broken: root',
      stack: expect.stringContaining('caused by: Error: root'),
    });
  });

  it('does not change the logged fields', async () => {
    const fields = { password: 'guarded', nested: { password: 'guarded' } };
    await logged(fields);
    expect(fields).toEqual({ password: 'guarded', nested: { password: 'guarded' } });
  });

  describe('LOG-03 escapes the control characters of its input', () => {
    /** The planes of Unicode with hidden characters: each of their code points after a letter, in one text. */
    const planes = [0, 1, 14].map((plane) =>
      Array.from(
        { length: 0x10000 },
        (_, offset) => `a${String.fromCodePoint(plane * 0x10000 + offset)}`,
      ).join(''),
    );
    const HIDDEN = /(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;
    const hidden = (text: string) => text.match(HIDDEN)?.slice(0, 10) ?? [];

    it.each([
      ['a flat JSON line', (text: string) => ({ name: text, [text]: 1 })],
      ['a JSON line', (text: string) => ({ name: text, [text]: 1, nested: { list: [text] } })],
    ])('in %s, without losing any', async (_, fieldsOf) => {
      for (const text of planes) {
        const given = fieldsOf(text);
        const output = await written(false, given, text);
        expect(output).toMatch(/^[^\n]*\n$/);
        expect(hidden(output)).toEqual([]);
        expect(JSON.parse(output)).toMatchObject({ ...given, msg: text });
      }
    });

    it('in the JSON of an error', async () => {
      for (const text of planes) {
        const output = await written(false, { err: new Error(text, { cause: new Error(text) }) });
        expect(hidden(output)).toEqual([]);
        expect(JSON.parse(output)).toMatchObject({ err: { message: `${text}: ${text}` } });
      }
    });

    it('in a pretty line, which stays one line', async () => {
      for (const text of planes) {
        const output = await written(true, { name: text, [text]: 1, nested: { list: [text] } }, text);
        expect(output).toMatch(/^[^\n]*\n$/);
        expect(hidden(output)).toEqual([]);
      }
    });

    it('in a pretty error, which has new lines only for frames and causes', async () => {
      for (const text of planes) {
        const err = Object.assign(new Error(text, { cause: new TypeError(text) }), { code: text });
        const output = await written(true, { err });
        expect(hidden(output)).toEqual([]);
        const [first, ...others] = output.trimEnd().split('\n');
        expect(first).toMatch(/^\[\d\d:\d\d:\d\d\] INFO: message/);
        for (const line of others)
          expect(line).toMatch(/^ {4}(?:err: \{| *Error: | *at | *caused by: TypeError: )/);
      }
    });
  });

  it('LOG-03 shows the same escapes in the pretty log', async () => {
    const output = await written(true, { userAgent: 'a\u009b31m\t\u001b\\n"' }, 'one\ntwo');
    expect(output).toMatch(
      /^\[\d\d:\d\d:\d\d\] INFO: one\\ntwo \{"userAgent":"a\\u009b31m\\t\\u001b\\n\\""\}\n$/,
    );
  });

  it('prints an error with its fields, frames and cause in the pretty log', async () => {
    const err = Object.assign(new TypeError('broken', { cause: new Error('root') }), { code: 'E_BROKEN' });
    const output = await written(true, { err });
    expect(output).toContain('"type":"TypeError","message":"broken: root"');
    expect(output).toContain('"code":"E_BROKEN"');
    expect(output).toMatch(/\n +TypeError: broken\n +at .*\n(?: +at .*\n)* +caused by: Error: root\n +at /);
  });
});
