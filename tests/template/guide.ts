import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { linkPackages } from '../support/installed-packages.js';

/** What a guide says of one file: its whole text, or a change of what is there. */
export interface Block {
  readonly path: string;
  readonly language: string;
  readonly text: string;
}

export interface Guide {
  /** The files that are new. */
  readonly created: readonly string[];
  /** The files of the repository that are changed. */
  readonly changed: readonly string[];
}

const BLOCK = /^`([^`\n]+)`\n\n```(ts|md|diff)\n([\s\S]*?)^```$/gm;

const COPIED = [
  'src',
  'tests',
  'docs',
  'package.json',
  'tsconfig.json',
  'jest.config.js',
  '.npmrc',
  '.env.example',
];

/**
 * Copies the repository as far as its code and most of its tests need it.
 * @param others what else to copy
 */
export function copyRepository(folder: string, others: readonly string[] = []): void {
  for (const path of [...COPIED, ...others]) cpSync(path, join(folder, path), { recursive: true });
  linkPackages(folder);
}

/** Does in the folder what a guide tells its readers to do. A block that quotes a file of the repository changes nothing. */
export function followGuide(document: string, folder: string): Guide {
  const blocks = blocksIn(readFileSync(document, 'utf8')).filter((block) => !isQuote(block));
  for (const block of blocks) {
    const file = join(folder, block.path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, block.language === 'diff' ? patched(readFileSync(file, 'utf8'), block) : block.text);
  }
  const pathsOf = (isChange: boolean) => [
    ...new Set(blocks.filter(({ language }) => (language === 'diff') === isChange).map(({ path }) => path)),
  ];
  return { created: pathsOf(false), changed: pathsOf(true) };
}

function isQuote({ path, language, text }: Block): boolean {
  return language === 'ts' && existsSync(path) && readFileSync(path, 'utf8').includes(text);
}

/** The blocks of code, each below the path of its file. Commands to run have no path. */
export function blocksIn(text: string): Block[] {
  const blocks = [...text.matchAll(BLOCK)].map(([, path = '', language = '', code = '']) => ({
    path,
    language,
    text: code,
  }));
  const fences = text.match(/^```(?!sh$)\w+$/gm) ?? [];
  if (blocks.length !== fences.length) throw new Error('A block of code has no path of its file above it.');
  return blocks;
}

/** The text of a file after the changes of a block, which has `@@` between places of the file. */
export function patched(current: string, { path, text }: Block): string {
  return text.split(/^@@\n/m).reduce((before, lines) => patchedOnce(before, path, lines), current);
}

/** The lines that stay or go must be in the file exactly once. */
function patchedOnce(current: string, path: string, text: string): string {
  const lines = text.split('\n').filter(Boolean);
  const textWithout = (sign: string) =>
    lines
      .filter((line) => !line.startsWith(sign))
      .map((line) => `${line.slice(1)}\n`)
      .join('');
  const parts = current.split(textWithout('+'));
  if (parts.length !== 2) {
    throw new Error(`${path} has these lines ${parts.length - 1} times:\n${textWithout('+')}`);
  }
  return parts.join(textWithout('-'));
}
