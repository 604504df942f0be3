import { readFileSync } from 'node:fs';
import { declaredErrors } from '../support/domain-errors.js';
import { filesIn } from './documents.js';

const errors = await declaredErrors();

const codes = [...new Set(errors.map(({ type }) => type.code))];

it('every class of domain errors is declared in a file of errors', () => {
  const declared = filesIn('src', '.ts').flatMap((path) => [
    ...readFileSync(path, 'utf8').matchAll(
      /^export (?:abstract )?class (\w+) extends (?:domainError|NotFound)\b/gm,
    ),
  ]);
  expect(errors.map(({ name }) => name).sort()).toEqual(declared.map(([, name = '']) => name).sort());
  expect(errors.length).toBeGreaterThan(10);
});

it.each(codes)('%s has one meaning, whichever class declares it', (code) => {
  const types = errors.filter(({ type }) => type.code === code).map(({ type }) => type);
  expect(code).toMatch(/^[a-z]+(-[a-z]+)*$/);
  expect(types).toEqual(types.map(() => types[0]));
});
