import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { linkPackages } from '../support/installed-packages.js';

/** What a guide says of one file: its whole text, or a change of what is there. */
interface Block {
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

/** Does in the folder what a guide tells its readers to do: each block of code comes below the path of its file. */
export function followGuide(document: string, folder: string): Guide {
  const blocks = readBlocks(document);
  for (const block of blocks) {
    const file = join(folder, block.path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, block.language === 'diff' ? patch(readFileSync(file, 'utf8'), block) : block.text);
  }
  const pathsOf = (isChange: boolean) => [
    ...new Set(blocks.filter(({ language }) => (language === 'diff') === isChange).map(({ path }) => path)),
  ];
  return { created: pathsOf(false), changed: pathsOf(true) };
}

function readBlocks(document: string): Block[] {
  const text = readFileSync(document, 'utf8');
  const blocks = [...text.matchAll(BLOCK)].map(([, path = '', language = '', code = '']) => ({
    path,
    language,
    text: code,
  }));
  const fences = text.match(/^```\w+$/gm) ?? [];
  if (blocks.length !== fences.length) throw new Error(`${document} has code without the path of its file.`);
  return blocks;
}

/** The lines that stay or go must be in the file exactly once. */
function patch(current: string, { path, text }: Block): string {
  const lines = text.split('\n').filter(Boolean);
  const before = lines
    .filter((line) => !line.startsWith('+'))
    .map((line) => `${line.slice(1)}\n`)
    .join('');
  const after = lines
    .filter((line) => !line.startsWith('-'))
    .map((line) => `${line.slice(1)}\n`)
    .join('');
  const parts = current.split(before);
  if (parts.length !== 2) throw new Error(`${path} has these lines ${parts.length - 1} times:\n${before}`);
  return parts.join(after);
}
