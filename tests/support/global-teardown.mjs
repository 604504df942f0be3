import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Jest loads this file without the transform of the tests, so it is JavaScript. Removes the SQLite files of the run. */
export default async function tearDown() {
  await rm(join(tmpdir(), `tests-${process.env.TEST_RUN}`), { recursive: true, force: true });
}
