import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { anchorsOf, filesIn, proseOf } from './documents.js';

const INLINE = /\]\(<?([^\s)>]+)>?(?: "[^"]*")?\)/g;
const REFERENCE = /^ {0,3}\[[^\]]+\]: *<?([^\s>]+)/gm;
const HTML = /\b(?:href|src)="([^"]+)"/g;
const ABSOLUTE = /^(?:[a-z][a-z0-9+.-]*:|\/\/)/i;

const documents = filesIn('.', '.md');

function relativeLinksOf(document: string): string[] {
  const prose = proseOf(document);
  const targets = [INLINE, REFERENCE, HTML].flatMap((syntax) => [...prose.matchAll(syntax)]);
  return targets.map(([, target = '']) => target).filter((target) => !ABSOLUTE.test(target));
}

function isBroken(document: string, target: string): boolean {
  const [path = '', anchor] = decodeURI(target).split('#');
  const file = path === '' ? document : join(dirname(document), path);
  if (!existsSync(file)) return true;
  return anchor !== undefined && file.endsWith('.md') && !anchorsOf(file).includes(anchor);
}

it('looks at the documents', () => {
  expect(documents).toEqual(expect.arrayContaining(['README.md', join('docs', 'architecture.md')]));
  expect(relativeLinksOf(join('docs', 'architecture.md')).length).toBeGreaterThan(10);
});

it.each(documents)('%s has no broken links', (document) => {
  expect(relativeLinksOf(document).filter((target) => isBroken(document, target))).toEqual([]);
});

it.each(['no-such-file.md', '#no-such-heading', 'architecture.md#no-such-heading', '../no-such-folder'])(
  'recognises the broken link %s',
  (target) => {
    expect(isBroken(join('docs', 'operations.md'), target)).toBe(true);
  },
);

it.each(['#limits', 'architecture.md#import-rules', '../README.md', 'decisions'])(
  'accepts the link %s',
  (target) => {
    expect(isBroken(join('docs', 'operations.md'), target)).toBe(false);
  },
);
