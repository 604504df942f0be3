import { Password } from '../../src/domain/user/password.js';
import { breachedPasswords } from '../../src/infrastructure/breached-passwords/index.js';
import { ports } from '../../src/wiring/port-identifiers.js';
import { type Harnesses, registered } from '../support/harnesses/harness.js';
import { loadTechnology } from '../support/harnesses/load-technology.js';

interface Harness {
  readonly environment: Record<string, string>;
  /** At least five passwords that the technology contains, in lower case. */
  readonly known: readonly string[];
}

const harnesses: Harnesses<typeof breachedPasswords, Harness> = {
  'common-passwords': {
    environment: {},
    known: [
      '123456789987654321',
      '1qaz2wsx3edc4rfv',
      'mailcreated5240',
      'polniypizdec0211',
      'hd764nw5d7e1vb1',
    ],
  },
};

describe.each(registered(breachedPasswords, harnesses))(
  'BreachedPasswords of %s',
  (name, { environment, known }) => {
    const includes = async (text: string) => {
      const { container } = await loadTechnology(breachedPasswords, name, environment);
      return (await container.getAsync(ports.BreachedPasswords)).includes(Password.parse(text));
    };

    it.each(known)('PW-06 contains %s, in any letter case', async (text) => {
      expect(text).toBe(text.toLowerCase());
      await expect(includes(text)).resolves.toBe(true);
      await expect(includes(text.toUpperCase())).resolves.toBe(true);
    });

    it('PW-06 compares whole passwords', async () => {
      await expect(includes(`${known[0]} and more`)).resolves.toBe(false);
    });

    it('does not contain a random password', async () => {
      await expect(includes(crypto.randomUUID())).resolves.toBe(false);
    });
  },
);
