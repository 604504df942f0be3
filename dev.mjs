import { spawn } from 'node:child_process';
import { watch } from 'node:fs';
import { fileURLToPath } from 'node:url';

// tsx restarts the server when one of its modules changes. It ignores files whose names begin with a dot, and restarts at a line
// on its input, so a change of `.env` is passed on as a line.
const tsx = fileURLToPath(import.meta.resolve('tsx/cli'));
const server = spawn(process.execPath, [tsx, 'watch', '--clear-screen=false', 'src/main.ts'], {
  stdio: ['pipe', 'inherit', 'inherit'],
});
process.stdin.pipe(server.stdin, { end: false });
watch('.', (_event, file) => {
  if (file === '.env') server.stdin.write('\n');
});

// The server stops gracefully by itself, and this process ends with it. A terminal sends SIGINT to both.
process.on('SIGINT', () => {});
for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => server.kill(signal));
server.stdin.on('error', () => {});
server.on('exit', (code, signal) => process.exit(signal === null ? code : 1));
