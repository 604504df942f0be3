import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { jest } from '@jest/globals';

// Two starts of a process, on a machine with other things to do.
jest.setTimeout(60_000);

const SERVER = `
import { existsSync } from 'node:fs';
process.stdout.write(existsSync('.env') ? 'started with settings\\n' : 'started\\n');
process.on('SIGTERM', () => process.exit());
setInterval(() => {}, 1_000);
`;

describe('npm run dev', () => {
  const folder = mkdtempSync(join(tmpdir(), 'dev-'));
  let dev: ChildProcess | undefined;

  afterAll(async () => {
    if (dev?.kill()) await once(dev, 'exit');
    rmSync(folder, { recursive: true });
  });

  it('restarts the server when .env changes', async () => {
    mkdirSync(join(folder, 'src'));
    writeFileSync(join(folder, 'src/main.ts'), SERVER);
    const child = spawn(process.execPath, [resolve('dev.mjs')], {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    dev = child;
    const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
    expect(await lines.next()).toMatchObject({ value: 'started' });
    writeFileSync(join(folder, '.env'), 'PORT=3001\n');
    const later: string[] = [];
    while (later.at(-1) !== 'started with settings') later.push((await lines.next()).value);
    expect(later).toContain('started with settings');
  });
});
