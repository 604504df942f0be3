import { existsSync, readFileSync } from 'node:fs';
import { blocksIn, patched } from './guide.js';

/** What a section of the guide says of one feature. */
export interface Deletion {
  readonly feature: string;
  /** Files and folders that are deleted. */
  readonly paths: readonly string[];
  readonly packages: readonly string[];
  /** Finds what still names the feature. */
  readonly search: RegExp;
  /** All files that the section links. */
  readonly linked: readonly string[];
  /** Changes a file, if the section says so. */
  edit(path: string, text: string): string;
  readonly edited: readonly string[];
}

const SECTION = /^## (.+)\n\n([\s\S]+?)(?=^## |$(?![\s\S]))/gm;
const LINK = /\]\(\.\.\/([^)#]+)\)/g;

export function deletionsIn(document: string): Deletion[] {
  return [...readFileSync(document, 'utf8').matchAll(SECTION)].map(([, feature = '', text = '']) => {
    const blocks = blocksIn(text);
    const [, instruction = ''] = /^Delete ([\s\S]+?)\n\n/.exec(text) ?? [];
    const [, packages = ''] = /`npm uninstall ([^`]+)`/.exec(instruction) ?? [];
    const [, search = '.'] = /`git grep -lE? "?([^`"]+?)"? tests`/.exec(text) ?? [];
    return {
      feature,
      paths: linksIn(instruction),
      packages: packages.split(' ').filter(Boolean),
      search: new RegExp(search),
      linked: linksIn(text),
      edit: (path, before) => blocks.filter((block) => block.path === path).reduce(patched, before),
      edited: blocks.map(({ path }) => path),
    };
  });
}

function linksIn(text: string): string[] {
  const links = [...text.matchAll(LINK)].map(([, path = '']) => path);
  const missing = links.filter((path) => !existsSync(path));
  if (missing.length > 0) throw new Error(`There is no ${missing.join(' and no ')}.`);
  return links;
}
