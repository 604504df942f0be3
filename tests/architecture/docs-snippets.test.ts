import { existsSync, readFileSync } from 'node:fs';
import { filesIn } from './documents.js';

const BLOCK = /^`([^`\n]+)`\n\n```ts\n([\s\S]*?)^```$/gm;

/** The blocks of code below the path of a file that is there. Those of files that a guide makes are tested with the guide. */
const snippets = filesIn('docs', '.md').flatMap((document) =>
  [...readFileSync(document, 'utf8').matchAll(BLOCK)]
    .map(([, path = '', code = '']) => ({ document, path, code }))
    .filter(({ path }) => existsSync(path)),
);

it('finds the snippets of the documents', () => {
  expect(snippets.length).toBeGreaterThan(3);
});

it.each(snippets)('$document shows what is in $path', ({ path, code }) => {
  expect(readFileSync(path, 'utf8')).toContain(code);
});
