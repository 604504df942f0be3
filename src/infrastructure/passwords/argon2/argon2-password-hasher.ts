import { randomBytes } from 'node:crypto';
import argon2 from 'argon2';
import type { Logger } from '../../../domain/shared/logger.port.js';
import type { Password } from '../../../domain/user/password.js';
import type {
  HashingCaller,
  PasswordHash,
  PasswordHasher,
} from '../../../domain/user/password-hasher.port.js';
import { clientNetworkOf } from '../../client-network.js';
import type { HashingQueue, JobOwner } from '../hashing-queue.js';
import type { PepperRing } from '../pepper-ring.js';
import { type Argon2Parameters, areWithinBounds } from './argon2-parameters.js';
import { parsePhcString, phcPrefix, SALT_BYTES, TAG_BYTES, toPhcString } from './argon2-phc-string.js';

/** argon2id (RFC 9106) in PHC strings. The cost does not grow with the length of the password, so it needs no pre-hash. */
export class Argon2PasswordHasher implements PasswordHasher {
  readonly decoy: PasswordHash;
  readonly #prefix: string;

  constructor(
    private readonly parameters: Argon2Parameters,
    private readonly peppers: PepperRing,
    private readonly queue: HashingQueue,
    private readonly logger: Logger,
  ) {
    this.#prefix = phcPrefix(parameters, peppers.current?.id);
    // No password matches a random tag, and creating a random tag needs no hashing at the start.
    this.decoy = this.#toHash(randomBytes(SALT_BYTES), randomBytes(TAG_BYTES));
  }

  async hash(password: Password, caller: HashingCaller): Promise<PasswordHash> {
    const salt = randomBytes(SALT_BYTES);
    const options = {
      raw: true,
      salt,
      hashLength: TAG_BYTES,
      type: argon2.argon2id,
      memoryCost: this.parameters.memory,
      timeCost: this.parameters.iterations,
      parallelism: this.parameters.parallelism,
      ...secretOf(this.peppers.current),
    } as const;
    const tag = await this.queue.run(() => argon2.hash(password.reveal(), options), ownerOf(caller));
    return this.#toHash(salt, tag);
  }

  async verify(password: Password, hash: PasswordHash, caller: HashingCaller): Promise<boolean> {
    const stored = parsePhcString(hash);
    if (!stored || !areWithinBounds(stored.parameters)) {
      this.logger.warn(
        { parameters: stored?.parameters },
        'refused a stored password hash that is out of bounds',
      );
      return false;
    }
    const pepper = stored.pepperId === undefined ? undefined : this.peppers.find(stored.pepperId);
    if (stored.pepperId !== undefined && !pepper) {
      this.logger.warn(
        { pepperId: stored.pepperId },
        'refused a stored password hash whose pepper is not configured',
      );
      return false;
    }
    const job = () => argon2.verify(hash, password.reveal(), secretOf(pepper));
    return this.queue.run(job, ownerOf(caller));
  }

  needsRehash(hash: PasswordHash): boolean {
    return !hash.startsWith(this.#prefix) || hash.length !== this.decoy.length;
  }

  #toHash(salt: Buffer, tag: Buffer): PasswordHash {
    return toPhcString(this.#prefix, salt, tag) as PasswordHash;
  }
}

function ownerOf({ account, ipAddress }: HashingCaller): JobOwner {
  return { account: account.value, network: clientNetworkOf(ipAddress) };
}

function secretOf(pepper: { readonly key: Buffer } | undefined): { secret?: Buffer } {
  return pepper ? { secret: pepper.key } : {};
}
