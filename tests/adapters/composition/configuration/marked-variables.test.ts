import { z } from 'zod';
import { MarkedVariables } from '../../../../src/composition/configuration/marked-variables.js';
import { productionProblems } from '../../../../src/composition/configuration/production-rules.js';
import { repeatedKeys } from '../../../../src/composition/configuration/repeated-keys.js';
import { membersOf, singleKey } from '../../../../src/infrastructure/variable-schemas.js';

/** The URL of a store. It contains a password and commas, and does not look random. */
const STORE_URL = 'redis://service:password@a.example,b.example';

const url = z.string().meta({ secret: true });
const stores = z.object({ STORE_URL: url });
const keys = z.object({
  SIGNING_KEY: z.string().optional().meta({ keysIn: singleKey }),
  OLD_KEYS: z.string().default('').meta({ keysIn: membersOf }),
  PORT: z.string(),
});

it('AT-18 a secret and a key may both come from a file', () => {
  expect(new MarkedVariables([stores, keys]).secrets).toEqual(['STORE_URL', 'SIGNING_KEY', 'OLD_KEYS']);
});

it('CF-01 a secret that several technologies share counts once', () => {
  expect(new MarkedVariables([stores, z.object({ STORE_URL: url })]).secrets).toEqual(['STORE_URL']);
});

it('CF-01 a URL with a password is not a key: neither its uniqueness nor its strength is checked', () => {
  const marked = new MarkedVariables([stores, keys]);
  const found = marked.keysIn({ STORE_URL, SIGNING_KEY: 'one,two', OLD_KEYS: 'b.example, one' });
  expect(found).toEqual([
    { variable: 'SIGNING_KEY', key: 'one,two' },
    { variable: 'OLD_KEYS', key: 'b.example' },
    { variable: 'OLD_KEYS', key: 'one' },
  ]);
  expect(repeatedKeys(found)).toEqual([]);
});

it('AT-15 a key in two variables is reported once, and a key that a list repeats is not', () => {
  const found = new MarkedVariables([keys]).keysIn({ SIGNING_KEY: 'one', OLD_KEYS: 'two,one,two,one' });
  expect(repeatedKeys(found)).toEqual([{ variable: 'OLD_KEYS', message: 'must differ from SIGNING_KEY' }]);
});

it('CF-02 production checks the strength of each key of a list', () => {
  const random = 'Vq3xTz0nB8mW5rKc1LdJ7hYfGs9pAeUo';
  const found = new MarkedVariables([keys]).keysIn({ OLD_KEYS: `${random},${'ab'.repeat(16)}` });
  expect(productionProblems({ PUBLIC_URL: 'https://auth.example.com' }, found)).toEqual([
    { variable: 'OLD_KEYS', message: 'must be a random value, not a placeholder, in production' },
  ]);
});
