import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const NOT_OURS = ['.git', '.stryker-tmp', 'coverage', 'dist', 'node_modules', 'reports'];

/** The paths of all files below a folder that are this project's own and end in `extension`. */
export function filesIn(folder: string, extension: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => !NOT_OURS.includes(name))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return filesIn(path, extension);
      return path.endsWith(extension) ? [path] : [];
    });
}

/** What a Markdown file says, without its examples of code. */
export function proseOf(path: string): string {
  return readFileSync(path, 'utf8')
    .replaceAll(/^ *(```|~~~)[\s\S]*?^ *\1 *$/gm, '')
    .replaceAll(/`[^`\n]*`/g, (code) => code.replaceAll(/[[\]()]/g, ''));
}

/** The names under which GitHub makes the headings of a Markdown file linkable. */
export function anchorsOf(path: string): string[] {
  const headings = [...proseOf(path).matchAll(/^#{1,6} (.+?) *$/gm)].map(([, text = '']) => text);
  const slugs = headings.map((text) =>
    text
      .toLowerCase()
      .replaceAll(/\]\([^)]*\)/g, '')
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
  return slugs.map((slug, index) => {
    const earlier = slugs.slice(0, index).filter((other) => other === slug).length;
    return earlier === 0 ? slug : `${slug}-${earlier}`;
  });
}
