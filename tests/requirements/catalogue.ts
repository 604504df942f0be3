import { readFileSync } from 'node:fs';

/** A row of the catalogue of security requirements. */
export interface Requirement {
  readonly id: string;
  /** The test files that its last column names. */
  readonly provenIn: readonly string[];
}

export function readCatalogue(): Requirement[] {
  const text = readFileSync('docs/security-requirements.md', 'utf8');
  return [...text.matchAll(/^\| ([A-Z]+-\d\d) \|(.*)$/gm)].map(([, id = '', cells = '']) => {
    const links = [...cells.matchAll(/\]\(\.\.\/(tests\/[^)]+\.test\.ts)\)/g)];
    return { id, provenIn: links.map(([, path = '']) => path) };
  });
}

/** The pattern that finds the tests of these rows, for Jest's `-t`. */
export function namePattern(ids: readonly string[]): string {
  return `\\b(?:${ids.join('|')})\\b`;
}
