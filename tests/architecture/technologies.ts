import { readdirSync, readFileSync } from 'node:fs';

export interface RegisteredTechnology {
  readonly slot: string;
  readonly name: string;
  /** The slot's index, and the line in it that registers the technology. */
  readonly index: string;
  readonly line: string;
  /** What is deleted with it: its folder, and its own tests. */
  owns(path: string): boolean;
}

const INFRASTRUCTURE = 'src/infrastructure';
const REGISTRATION = /^ *'?([\w-]+)'?: \(\) =>\s+import\('\.\/([\w-]+)\/[^)]*\),\n/gm;

export const registeredTechnologies: readonly RegisteredTechnology[] = readdirSync(INFRASTRUCTURE, {
  recursive: true,
  encoding: 'utf8',
})
  .filter((path) => /^[^/]+\/index\.ts$/.test(path))
  .flatMap((path) => technologiesIn(`${INFRASTRUCTURE}/${path}`, path.replace('/index.ts', '')));

function technologiesIn(index: string, slot: string): RegisteredTechnology[] {
  return [...readFileSync(index, 'utf8').matchAll(REGISTRATION)].map(([line, name = '', folder]) => {
    if (folder !== name) throw new Error(`${index} registers the folder ${folder} as ${name}.`);
    const tests = new RegExp(`^tests/[^/]+/infrastructure/${slot}/${name}\\b`);
    const owns = (path: string) => path.startsWith(`${INFRASTRUCTURE}/${slot}/${name}/`) || tests.test(path);
    return { slot, name, index, line, owns };
  });
}
