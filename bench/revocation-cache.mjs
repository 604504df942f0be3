import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { getMe } from './lib/get-me.mjs';
import { startProduct } from './lib/product.mjs';
import { inTurns } from './lib/rounds.mjs';
import { median, medianRatio } from './lib/statistics.mjs';

const ROUNDS = 10;
const LOAD = { connections: 32, duration: 1 };
const MILLION = 1_000_000;
const TARGET_BYTES = 200;

/**
 * GET /me with a copy of the revocations of a real store, beside revocations in memory: those of Redis where REDIS_URL names
 * one, of an SQLite file otherwise. And what a million revoked sessions take in the copy.
 */
export async function revocationCache() {
  return [await speed(), await memory()];
}

async function speed() {
  const folder = mkdtempSync(join(tmpdir(), 'revocation-cache-'));
  const { REDIS_URL } = process.env;
  const store = REDIS_URL
    ? { REVOCATION: 'redis', REDIS_URL }
    : { REVOCATION: 'sql', DATABASE_URL: `file:${join(folder, 'bench.db')}` };
  const inMemory = await startProduct({ NODE_ENV: 'test' });
  const copied = await startProduct({ NODE_ENV: 'test', ...store, REVOCATION_CACHE: 'on' });
  const servers = [inMemory, copied];
  try {
    const measures = await Promise.all(servers.map((server) => getMe(server, LOAD)));
    await inTurns(1, measures);
    const [own, others] = await inTurns(ROUNDS, measures);
    return {
      subject: `GET /me with a copy of ${store.REVOCATION}, ${Math.round(median(others))}/s`,
      baseline: `in-memory revocations, ${Math.round(median(own))}/s`,
      ratio: medianRatio(others, own),
      atLeast: 0.95,
    };
  } finally {
    await Promise.all(servers.map((server) => server.stop()));
    rmSync(folder, { recursive: true });
  }
}

/** In a process of its own, with nothing else in its heap. */
async function memory() {
  const script = new URL('lib/revoked-sessions.mjs', import.meta.url).pathname;
  const { stdout } = await promisify(execFile)(process.execPath, ['--expose-gc', script, String(MILLION)]);
  const bytes = Number(stdout) / MILLION;
  return {
    subject: `memory of a revoked session among a million, ${Math.round(bytes)} bytes`,
    baseline: `${TARGET_BYTES} bytes`,
    ratio: bytes / TARGET_BYTES,
    atMost: 1,
  };
}
