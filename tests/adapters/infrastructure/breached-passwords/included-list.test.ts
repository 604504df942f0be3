import { readFileSync } from 'node:fs';
import { Password } from '../../../../src/domain/user/password.js';

const FILE = 'src/infrastructure/breached-passwords/common-passwords/common-passwords.json';
const LIST: { source: string; licence: string; passwordsByLength: Record<string, string> } = JSON.parse(
  readFileSync(FILE, 'utf8'),
);
const groups = Object.entries(LIST.passwordsByLength).map(([length, lines]) => ({
  length: Number(length),
  passwords: lines.split('\n'),
}));
const all = groups.flatMap(({ passwords }) => passwords);

it.each([8, 10, 12, 15])('PW-06 has more than 10 000 passwords of at least %d characters', (minLength) => {
  const longEnough = groups.filter(({ length }) => length >= minLength);
  expect(longEnough.flatMap(({ passwords }) => passwords).length).toBeGreaterThan(10_000);
});

it('has each password once, in the form in which passwords are compared', () => {
  expect(new Set(all).size).toBe(all.length);
  expect(all.filter((text) => text !== text.normalize('NFKC').toLowerCase())).toEqual([]);
});

it('files each password under its length, and none that the shortest length rule refuses', () => {
  const misfiled = groups.flatMap(({ length, passwords }) =>
    passwords.filter((text) => Password.parse(text).length !== length),
  );
  expect(misfiled).toEqual([]);
  expect(Math.min(...groups.map(({ length }) => length))).toBe(8);
});

it('has no address of a person', () => {
  expect(all.filter((text) => /^\S+@\S+\.\w+$/.test(text))).toEqual([]);
});

it('states its source and the whole text of its licence', () => {
  expect(LIST.source).toContain('SecLists');
  expect(LIST.licence).toMatch(/^MIT License\. Copyright .+ Permission is hereby granted.+ WITHOUT WARRANTY/);
});
