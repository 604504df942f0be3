import type { BreachedPasswords } from '../../../src/domain/user/breached-passwords.port.js';
import type { Password } from '../../../src/domain/user/password.js';

export class FakeBreachedPasswords implements BreachedPasswords {
  down = false;

  constructor(private readonly words: readonly string[] = ['correct horse battery']) {}

  async includes(password: Password): Promise<boolean> {
    if (this.down) throw new Error('The breach check does not answer.');
    return this.words.includes(password.reveal().toLowerCase());
  }
}
