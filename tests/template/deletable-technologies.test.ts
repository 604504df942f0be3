import { readFileSync } from 'node:fs';
import { coreVariables } from '../../src/composition/configuration/core-variables.js';
import { slots } from '../../src/composition/configuration/slots.js';
import {
  ENTRY_POINTS,
  importersOf,
  readImportGraph,
  withImporters,
  withImports,
  without,
} from '../architecture/import-graph.js';
import { packageManifest } from '../architecture/package-manifest.js';
import { type RegisteredTechnology, registeredTechnologies } from '../architecture/technologies.js';
import { isOfPackage, TypeChecker } from './type-checker.js';

/** The fakes that the unit tests stand on. They are there to stay. */
const FAKE = 'in-memory';

const graph = readImportGraph();
const deletable = registeredTechnologies.filter(({ name }) => name !== FAKE);

const siblings = ({ slot }: RegisteredTechnology) =>
  registeredTechnologies.filter((technology) => technology.slot === slot);

/** One that is alone in its slot can be replaced, but not just deleted. */
const dispensable = deletable.filter((technology) => siblings(technology).length > 1);

/** Packages that only the technologies import. They are uninstalled with them. */
function ownPackages(technologies: readonly RegisteredTechnology[]): string[] {
  const isOwn = (path: string) => technologies.some(({ owns }) => owns(path));
  return Object.keys(packageManifest.dependencies).filter((name) => {
    const importers = importersOf(graph, (target) => target === name);
    return importers.length > 0 && importers.every(isOwn);
  });
}

/** What is deleted at one time: the first of each slot, then the second of each slot, and so on. */
function rounds(): RegisteredTechnology[][] {
  const found: RegisteredTechnology[][] = [];
  for (const technology of dispensable) {
    const position = siblings(technology).indexOf(technology);
    found[position] = [...(found[position] ?? []), technology];
  }
  return found.filter((round) => round.length > 0);
}

function typeErrorsWithout(checker: TypeChecker, technologies: readonly RegisteredTechnology[]): string[] {
  const packages = ownPackages(technologies);
  const isGone = (path: string) =>
    technologies.some(({ owns }) => owns(path)) ||
    packages.some((name) => isOfPackage(path, name) || isOfPackage(path, `@types/${name}`));
  const texts = new Map(
    technologies.map(({ index, line }) => [index, readFileSync(index, 'utf8').replace(line, '')] as const),
  );
  const rest = without(graph, isGone);
  const losers = importersOf(rest, (target) => isGone(target) || packages.includes(target));
  return checker.errorsIn(withImporters(rest, [...texts.keys(), ...losers]), { isGone, texts });
}

it('every technology that a slot registers is considered, one line each', () => {
  const names = registeredTechnologies.map(({ name }) => name);
  expect(names.sort()).toEqual(Object.values(slots).flatMap(Object.keys).sort());
});

it.each(Object.entries(slots))(
  '%s falls back to what is left, as its default is the first of the slot',
  (variable, slot) => {
    const schema = coreVariables.shape[variable as keyof typeof slots];
    expect(schema.parse(undefined)).toBe(Object.keys(slot)[0]);
  },
);

it.each(deletable)('$slot/$name is imported by its slot only, and by its own tests', ({ index, owns }) => {
  expect(importersOf(without(graph, owns), owns)).toEqual([index]);
});

it('the fakes are imported elsewhere, which is why they stay', () => {
  const fakes = registeredTechnologies.filter(({ name }) => name === FAKE);
  const isFake = (path: string) => fakes.some(({ owns }) => owns(path));
  expect(importersOf(without(graph, isFake), isFake)).toContain('tests/support/application.ts');
});

/** A connection is deleted with the last technology that uses it. */
const isOfSlot = (path: string) => !path.startsWith('src/infrastructure/connections/');

it('no unused file is left in a slot', () => {
  const used = withImports(graph, ENTRY_POINTS);
  const left = dispensable.flatMap(({ owns }) => {
    const stillUsed = withImports(without(graph, owns), ENTRY_POINTS);
    return [...used].filter(
      (path) => isOfSlot(path) && path.startsWith('src/') && !owns(path) && !stillUsed.has(path),
    );
  });
  expect(left).toEqual([]);
});

it('no type breaks without a technology, its line in the slot, its tests, and the packages that are its own', () => {
  const checker = new TypeChecker();
  expect(rounds().flatMap((round) => typeErrorsWithout(checker, round))).toEqual([]);
}, 60_000);
