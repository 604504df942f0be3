import { createSecretKey, type KeyObject } from 'node:crypto';
import { decodePart, forgeToken, type Part } from './forge-token.js';

export interface Mint {
  readonly header?: Part;
  readonly payload?: Part;
  readonly algorithm?: string;
  readonly key?: KeyObject;
}

/** Makes tokens like genuine ones, signed with the service's own key, except for the parts that a test changes. */
export class TokenMint {
  readonly header: Readonly<Record<string, unknown>>;
  readonly claims: Readonly<Record<string, unknown>>;

  constructor(
    readonly genuine: string,
    private readonly algorithm: string,
    private readonly key: KeyObject,
  ) {
    this.header = decodePart(genuine, 0);
    this.claims = decodePart(genuine, 1);
  }

  static withSecret(genuine: string, secret: string): TokenMint {
    return new TokenMint(genuine, 'HS256', createSecretKey(Buffer.from(secret)));
  }

  make({
    header = this.header,
    payload = this.claims,
    algorithm = this.algorithm,
    key = this.key,
  }: Mint = {}): string {
    return forgeToken({ header, payload, algorithm, key });
  }

  /** `undefined` removes a member. */
  withHeader(changes: object): string {
    return this.make({ header: { ...this.header, ...changes } });
  }

  withClaims(changes: object): string {
    return this.make({ payload: { ...this.claims, ...changes } });
  }
}
