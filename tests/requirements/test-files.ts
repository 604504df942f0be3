import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Every test file, with its text. */
const texts = new Map(
  readdirSync('tests', { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.test.ts'))
    .map((path) => join('tests', path))
    .map((path) => [path, readFileSync(path, 'utf8')]),
);

/** The test files that name a row in a string, such as the name of a test. */
export function testFilesOf(id: string): string[] {
  const pattern = new RegExp(`(['"\`])(?:(?!\\1).)*\\b${id}\\b`);
  return [...texts].filter(([, text]) => pattern.test(text)).map(([path]) => path);
}

/** The Jest project that a test file belongs to, which is the folder that it is in. */
export function projectOf(testFile: string): string {
  return testFile.split('/')[1] ?? '';
}
