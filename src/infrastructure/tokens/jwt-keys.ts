import type { PublicKeySet } from '../../domain/access-token/public-key-set.port.js';
import { publicJwk } from './jwk.js';
import { isSymmetric, type JwtAlgorithm } from './jwt-algorithm.js';
import type { SigningKey, VerificationKey } from './jwt-key.js';

/** All keys of the service. One signs; the others only verify, because they signed before or will sign next (ASVS 13.3.4). */
export class JwtKeys<Algorithm extends JwtAlgorithm = JwtAlgorithm> {
  readonly publicKeys: PublicKeySet;
  private readonly byId: ReadonlyMap<string, VerificationKey<Algorithm>>;

  constructor(
    readonly signing: SigningKey<Algorithm>,
    others: readonly VerificationKey<Algorithm>[] = [],
  ) {
    const all = [signing, ...others];
    this.byId = new Map(all.map((key) => [key.kid, key]));
    const asymmetric = all.filter(({ algorithm }) => !isSymmetric(algorithm));
    const published = Object.freeze(asymmetric.map(publicJwk));
    this.publicKeys = { keys: async () => published };
  }

  find(kid: string): VerificationKey<Algorithm> | undefined {
    return this.byId.get(kid);
  }
}
