import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { compiledPath } from '../support/service/compiled-sources.js';
import { testSettings } from '../support/service/service.js';

describe('The file .env of a process', () => {
  const folder = mkdtempSync(join(tmpdir(), 'dotenv-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  /** Starts the service in a folder with this file, where it is expected to end by itself. */
  async function start(content: string | Buffer) {
    writeFileSync(join(folder, '.env'), content);
    const child = spawn(process.execPath, [resolve(compiledPath('src/main.ts'))], {
      env: testSettings({ PORT: undefined }),
      cwd: folder,
    });
    const [stderr] = await Promise.all([text(child.stderr), once(child, 'close')]);
    return { stderr, code: child.exitCode };
  }

  it('CF-01 is reported with the number of each line that has no meaning', async () => {
    expect(await start('PORT: 3000\nHOST=localhost\nset LOG_LEVEL=warn\n')).toEqual({
      stderr: [
        'The configuration is not valid:',
        '  .env line 1 must have the form NAME=value, not NAME: value',
        '  .env line 3 must have the form NAME=value, without a command before it',
        '',
      ].join('\n'),
      code: 78,
    });
  });

  it('CF-01 is reported with the lines that have no effect, also if the configuration is not valid', async () => {
    const { stderr, code } = await start('PORT=x\nPROT=3000\n');
    expect(stderr).toBe(
      [
        '.env line 2 has no effect: the chosen technologies have no setting of this name (did you mean PORT?).',
        'The configuration is not valid:',
        '  PORT must be a whole number from 0 to 65535',
        '',
      ].join('\n'),
    );
    expect(code).toBe(78);
  });

  it.each([
    ['UTF-8 with a byte order mark', Buffer.from('\ufeffPORT=x')],
    ['UTF-16', Buffer.from('\ufeffPORT=x', 'utf16le')],
  ])('CF-01 is read as written: %s', async (_, content) => {
    const { stderr, code } = await start(content);
    expect(stderr).toContain('PORT must be a whole number');
    expect(code).toBe(78);
  });

  it('CF-01 is refused in UTF-16 without a mark', async () => {
    const { stderr, code } = await start(Buffer.from('PORT=x', 'utf16le'));
    expect(stderr).toContain('.env must be a readable file of UTF-8 text');
    expect(code).toBe(78);
  });
});
