import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Jest loads this file without the transform of the tests, so it is JavaScript. Removes the SQLite files and the compiled sources of the run. */
export default async function tearDown() {
  const run = process.env.TEST_RUN;
  const folders = [join(tmpdir(), `tests-${run}`), join('.cache', `sources-${run}`)];
  await Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true })));
}
