import { spawn } from 'node:child_process';
import { resolve } from 'node:path';

/** npm runs scripts in the folder of their package. */
const MAIN = resolve('../dist/main.js');

/** Stores in memory, a free port and no limits for callers. */
const SETTINGS = {
  NODE_ENV: 'test',
  HOST: '127.0.0.1',
  PORT: '0',
  PERSISTENCE: 'in-memory',
  REVOCATION: 'in-memory',
  THROTTLING: 'none',
};

/** Starts the build. Resolves to its URL and what stops it. */
export async function startService() {
  const child = spawn(process.execPath, [MAIN], { env: SETTINGS, stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise((end) => child.once('close', end));
  const stop = async () => {
    child.kill();
    await ended;
  };
  let output = '';
  const url = await new Promise((found, refuse) => {
    ended.then(() => refuse(new Error(`The service has ended: ${output}`)));
    child.stdout.setEncoding('utf8').on('data', (chunk) => {
      output += chunk;
      const [, address] = /Listening on (http\S+)/.exec(output) ?? [];
      if (address !== undefined) found(address);
    });
  });
  return { url, stop };
}
